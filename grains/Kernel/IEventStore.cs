using System.Collections.Immutable;

namespace Crm.Actors.Grains.Kernel;

/// <summary>Where one kind of aggregate is kept: its row, its events and the keys of its commands, changed together or not at all.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="TEvent">The base of its events.</typeparam>
/// <remarks>Every method but <see cref="AppendAsync"/> and <see cref="AppendGrowingAsync"/> throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s.</remarks>
public interface IEventStore<TState, TEvent>
    where TState : class
    where TEvent : class
{
    /// <summary>The kind's name, as the log and figures have it, such as <c>deal</c>.</summary>
    string Aggregate => typeof(TState).Name;

    /// <summary>The stored state, with a feed position that it includes; a null state when there is none.</summary>
    Task<Stored<TState>> LoadAsync(Guid id);

    /// <summary>Appends under optimistic concurrency. Never throws; never applies an append twice.</summary>
    Task<AppendResult> AppendAsync(Append<TState, TEvent> append);

    /// <summary>As <see cref="AppendAsync"/>, of what the append holds when the store takes it up.</summary>
    Task<AppendResult> AppendGrowingAsync(GrowingAppend<TState, TEvent> append) => AppendAsync(append.Close());

    /// <summary>The commands among these keys that were accepted before, by any aggregate, within the retention of keys (7 days).</summary>
    Task<ImmutableArray<CommandKey>> FindKeysAsync(ImmutableArray<CommandKey> keys);

    /// <summary>
    /// Shows the events of an aggregate from one version to another, both included, oldest first and one at a time: nobody knows how many
    /// there are and how large they are together.
    /// </summary>
    /// <param name="id">The aggregate.</param>
    /// <param name="fromVersion">The first version.</param>
    /// <param name="toVersion">The last version.</param>
    /// <param name="next">Takes an event, and answers whether it wants another one.</param>
    Task ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<TEvent>, bool> next);
}
