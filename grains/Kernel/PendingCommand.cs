using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <summary>A command on its way from its decision to its commit.</summary>
internal abstract class PendingCommand<TState, TEvent, TView>(CommandContext context)
    : TaskCompletionSource<CommandResult<TView>>(TaskCreationOptions.RunContinuationsAsynchronously)
    where TState : class, IAggregateState<TState, TEvent, TView>
    where TEvent : class
    where TView : class
{
    public CommandContext Context { get; } = context;

    /// <summary>The events decided on the head; empty for a refusal or a command that changes nothing.</summary>
    public ImmutableArray<Recorded<TEvent>> Events { get; set; } = [];

    /// <summary>The head right after this command.</summary>
    public TState? StateAfter { get; set; }

    public Rejection? Rejection { get; set; }

    /// <summary>The database was asked for the key and does not know it.</summary>
    public bool KeyIsFresh { get; set; }

    public bool HasKey => Context.IdempotencyKey is not null;

    /// <summary>An accepted command with a key is kept, even when it changes nothing; but there is no row to keep it with where nothing is.</summary>
    public bool MustBeStored => Rejection is null && (!Events.IsEmpty || (HasKey && StateAfter is not null));

    public CommandKey KeyOf(Guid aggregateId) => new(
        Context.Caller.UserId, Context.IdempotencyKey!, Context.RequestHash, aggregateId, StateAfter?.Version ?? 0);

    public abstract Decision<TEvent> Decide(TState? state, DateTimeOffset now);
}

/// <inheritdoc/>
internal sealed class PendingCommand<TState, TEvent, TView, TCommand>(
    CommandContext context,
    TCommand command,
    Func<TState?, TCommand, DateTimeOffset, Decision<TEvent>> decide)
    : PendingCommand<TState, TEvent, TView>(context)
    where TState : class, IAggregateState<TState, TEvent, TView>
    where TEvent : class
    where TView : class
{
    public override Decision<TEvent> Decide(TState? state, DateTimeOffset now)
    {
        var decision = decide(state, command, now);
        if (Context.IfMatch is not { } required || (state?.Version ?? 0) == required)
            return decision;
        // Whoever may not see the object, or not do this to it, does not learn its version either.
        return decision.Rejection is { Code: RejectionCode.NotFound or RejectionCode.Forbidden } || (state is null && decision.Rejection is not null)
            ? decision
            : Rejections.VersionMismatch(state?.Version ?? 0);
    }
}
