using Crm.Actors.Contracts;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Kernel;

/// <summary>A grain that stands for one aggregate. Reentrant, so that commands are decided while a commit is under way.</summary>
[Reentrant]
public abstract class AggregateGrain<TState, TEvent, TView> : Grain
    where TState : class, IAggregateState<TState, TEvent, TView>
    where TEvent : class
    where TView : class
{
    private readonly AggregateWriter<TState, TEvent, TView> _writer;

    protected AggregateGrain(IGrainContext context, IEventStore<TState, TEvent> store, KernelServices services)
    {
        Store = store;
        _writer = new AggregateWriter<TState, TEvent, TView>(context.GrainId.GetGuidKey(), store, services, DeactivateOnIdle);
    }

    /// <summary>Where the aggregate is kept, for reads of its past.</summary>
    protected IEventStore<TState, TEvent> Store { get; }

    /// <inheritdoc cref="AggregateWriter{TState, TEvent, TView}.ExecuteAsync"/>
    protected Task<CommandResult<TView>> Execute<TCommand>(
        CommandContext context,
        TCommand command,
        Func<TState?, TCommand, DateTimeOffset, Decision<TEvent>> decide) =>
        _writer.ExecuteAsync(context, command, decide);

    /// <inheritdoc cref="AggregateWriter{TState, TEvent, TView}.ExecuteSurelyAsync"/>
    protected Task<CommandResult<TView>> ExecuteSurely<TCommand>(
        CommandContext context,
        TCommand command,
        Func<TState?, TCommand, DateTimeOffset, Decision<TEvent>> decide) =>
        _writer.ExecuteSurelyAsync(context, command, decide);

    /// <summary>Why the state could not be read, where nothing was done before.</summary>
    protected Rejection NotRead => _writer.IsFenced ? Rejections.Superseded : Rejections.Unavailable;

    /// <inheritdoc cref="AggregateWriter{TState, TEvent, TView}.ReadAsync"/>
    protected ValueTask<Stored<TState>> ReadState() => _writer.ReadAsync();

    /// <summary>The durable state, as a view.</summary>
    /// <param name="mayRead">Whether the caller may see it; if not, it does not exist for them.</param>
    protected async Task<CommandResult<TView>> Read(Func<TState, bool> mayRead)
    {
        try
        {
            var stored = await _writer.ReadAsync();
            return stored.State is { } state && mayRead(state)
                ? new CommandResult<TView>(state.View, stored.Position, null)
                : new CommandResult<TView>(null, 0, Rejections.NotFound);
        }
        catch (StoreUnavailableException)
        {
            return new CommandResult<TView>(null, 0, NotRead);
        }
    }
}
