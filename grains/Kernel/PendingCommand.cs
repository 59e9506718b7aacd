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

    /// <summary>An accepted command with a key is kept, even when it changes nothing.</summary>
    public bool MustBeStored => Rejection is null && (HasKey || !Events.IsEmpty);

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
        if (Context.IfMatch is not { } required)
            return decide(state, command, now);
        if (state is not null)
            return state.Version == required ? decide(state, command, now) : Rejections.VersionMismatch(state.Version);
        var decision = decide(state, command, now);
        return decision.Rejection is null ? Rejections.VersionMismatch(0) : decision;
    }
}
