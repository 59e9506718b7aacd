using System.Collections.Immutable;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.TestKit.EventStore;

/// <summary>What an event store must do, in the plainest way: the model that other stores and the kernel are checked against.</summary>
public sealed class InMemoryEventStore<TState, TEvent, TView> : IEventStore<TState, TEvent>
    where TState : class, IAggregateState<TState, TEvent, TView>
    where TEvent : class
    where TView : class
{
    private readonly Dictionary<Guid, List<Logged<TState, TEvent>>> _aggregates = [];
    private readonly Dictionary<(Guid, string), CommandKey> _keys = [];

    /// <summary>Position of the newest event of all aggregates.</summary>
    public long Position { get; private set; }

    /// <summary>All events of an aggregate, each with its position and the state after it.</summary>
    public IReadOnlyList<Logged<TState, TEvent>> LogOf(Guid id) => _aggregates.GetValueOrDefault(id, []);

    public IReadOnlyCollection<CommandKey> Keys => _keys.Values;

    /// <summary>Appends as an undisturbed store does.</summary>
    public AppendResult Apply(Append<TState, TEvent> append)
    {
        if (append.Keys.Any(key => _keys.ContainsKey((key.CallerId, key.Key))))
            return new AppendResult(AppendStatus.KeyTaken);
        var log = _aggregates.GetValueOrDefault(append.Id, []);
        if (log.Count != append.ExpectedVersion)
            return new AppendResult(AppendStatus.Conflict);

        _aggregates[append.Id] = log;
        foreach (var recorded in append.Events)
            log.Add(new Logged<TState, TEvent>(++Position, recorded with { Position = Position }, TState.Apply(log.Count == 0 ? null : log[^1].StateAfter, recorded)));
        foreach (var key in append.Keys)
            _keys.Add((key.CallerId, key.Key), key);
        if (!Equals(log[^1].StateAfter.View, append.State.View))
            throw new InvalidOperationException($"The row {append.State.View} is not the replay {log[^1].StateAfter.View}.");
        return new AppendResult(AppendStatus.Committed, append.Events.IsEmpty ? 0 : Position);
    }

    public Stored<TState> Load(Guid id) =>
        new(_aggregates.TryGetValue(id, out var log) ? log[^1].StateAfter : null, Position);

    public ImmutableArray<CommandKey> FindKeys(ImmutableArray<CommandKey> keys) =>
        [.. keys.Where(key => _keys.ContainsKey((key.CallerId, key.Key))).Select(key => _keys[(key.CallerId, key.Key)])];

    public ImmutableArray<Recorded<TEvent>> ReadEvents(Guid id, long fromVersion, long toVersion) =>
        [.. LogOf(id).Select(static e => e.Recorded).Where(e => e.Version >= fromVersion && e.Version <= toVersion)];

    Task<AppendResult> IEventStore<TState, TEvent>.AppendAsync(Append<TState, TEvent> append) => Task.FromResult(Apply(append));

    Task<Stored<TState>> IEventStore<TState, TEvent>.LoadAsync(Guid id) => Task.FromResult(Load(id));

    Task<ImmutableArray<CommandKey>> IEventStore<TState, TEvent>.FindKeysAsync(ImmutableArray<CommandKey> keys) =>
        Task.FromResult(FindKeys(keys));

    Task IEventStore<TState, TEvent>.ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<TEvent>, bool> next) =>
        Task.FromResult(ReadEvents(id, fromVersion, toVersion).All(next));
}

/// <summary>An event in the log.</summary>
/// <param name="Position">Its place in the feed.</param>
/// <param name="Recorded">The event.</param>
/// <param name="StateAfter">Its aggregate's state right after it.</param>
public sealed record Logged<TState, TEvent>(long Position, Recorded<TEvent> Recorded, TState StateAfter)
    where TState : class
    where TEvent : class;
