namespace Crm.Actors.Grains.Kernel;

/// <summary>The immutable state of one kind of aggregate. Its version is the number of its events.</summary>
/// <typeparam name="TState">The state itself.</typeparam>
/// <typeparam name="TEvent">The base of the aggregate's events.</typeparam>
/// <typeparam name="TView">What readers and callers of commands are given.</typeparam>
public interface IAggregateState<TState, TEvent, TView>
    where TState : class, IAggregateState<TState, TEvent, TView>
    where TEvent : class
    where TView : class
{
    /// <summary>Number of events applied so far.</summary>
    long Version { get; }

    /// <summary>The state as readers see it.</summary>
    TView View { get; }

    /// <summary>The state after one more event; pure, and total for every event that was ever written.</summary>
    /// <param name="state">The state before; null before the first event.</param>
    /// <param name="recorded">The event, whose version is one more than the state's.</param>
    static abstract TState Apply(TState? state, Recorded<TEvent> recorded);
}
