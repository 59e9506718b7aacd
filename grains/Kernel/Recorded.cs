namespace Crm.Actors.Grains.Kernel;

/// <summary>An event with its place in the aggregate's history.</summary>
/// <typeparam name="TEvent">The base of the aggregate's events.</typeparam>
/// <param name="Id">UUIDv7; the same on every channel, and the token by which an ambiguous commit is recognised.</param>
/// <param name="Version">The aggregate's version after the event, from 1.</param>
/// <param name="At">When it was decided: UTC, whole microseconds.</param>
/// <param name="ActorId">The user who caused it.</param>
/// <param name="TraceParent">W3C Trace Context of the request that caused it, if any.</param>
/// <param name="Data">What happened.</param>
public sealed record Recorded<TEvent>(
    Guid Id,
    long Version,
    DateTimeOffset At,
    Guid ActorId,
    string? TraceParent,
    TEvent Data)
    where TEvent : class
{
    /// <summary>Feed position, for an event that was read from the log; 0 before it is committed.</summary>
    public long Position { get; init; }
}
