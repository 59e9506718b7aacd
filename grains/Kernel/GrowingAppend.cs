using System.Collections.Immutable;

namespace Crm.Actors.Grains.Kernel;

/// <summary>
/// An append that grows until the store takes it up. What is decided while it still waits for the commits of others goes along, instead of waiting for
/// this commit to make the next. Thread-safe.
/// </summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="TEvent">The base of its events.</typeparam>
public sealed class GrowingAppend<TState, TEvent>
    where TState : class
    where TEvent : class
{
    private readonly Lock _gate = new();
    private readonly Guid _id;
    private readonly long _expectedVersion;
    private readonly ImmutableArray<Recorded<TEvent>>.Builder _events = ImmutableArray.CreateBuilder<Recorded<TEvent>>(1);
    private readonly ImmutableArray<CommandKey>.Builder _keys = ImmutableArray.CreateBuilder<CommandKey>(1);
    private TState? _state;
    private Append<TState, TEvent>? _closed;

    /// <param name="id">The aggregate.</param>
    /// <param name="expectedVersion">The version of the stored row; 0 when there must be none.</param>
    public GrowingAppend(Guid id, long expectedVersion) => (_id, _expectedVersion) = (id, expectedVersion);

    /// <summary>One that grows no more.</summary>
    public GrowingAppend(Append<TState, TEvent> append)
        : this(append.Id, append.ExpectedVersion) => _closed = append;

    /// <summary>Takes in what a command led to.</summary>
    /// <param name="events">Its events; none for a refusal or a command that changes nothing.</param>
    /// <param name="state">The state after them.</param>
    /// <param name="key">Its key, if that is to be kept.</param>
    /// <returns>False when it grows no more.</returns>
    public bool TryAdd(ImmutableArray<Recorded<TEvent>> events, TState? state, CommandKey? key)
    {
        lock (_gate)
        {
            if (_closed is not null)
                return false;
            _events.AddRange(events);
            _state = state;
            if (key is { } kept)
                _keys.Add(kept);
            return true;
        }
    }

    /// <summary>What it holds; from now on it does not grow.</summary>
    public Append<TState, TEvent> Close()
    {
        lock (_gate)
            return _closed ??= new Append<TState, TEvent>(_id, _expectedVersion, _state!, _events.DrainToImmutable(), _keys.DrainToImmutable());
    }
}
