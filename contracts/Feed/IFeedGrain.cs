namespace Crm.Actors.Contracts.Feed;

/// <summary>The ordered log of all events. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IFeedGrain")]
public interface IFeedGrain : IGrainWithIntegerKey
{
    /// <summary>Events after a position; waits for the next one when there is none yet.</summary>
    /// <param name="after">Read from <paramref name="after"/> + 1; 0 is the beginning.</param>
    /// <param name="max">At most this many, 1 to 4096.</param>
    /// <param name="wait">How long to wait for an event, up to 10 s; zero answers at once.</param>
    [Alias("Read"), ResponseTimeout("00:00:15")]
    Task<CommandResult<FeedPage>> Read(long after, int max, TimeSpan wait);

    /// <summary>The events of one subject, and of the payments, notes and tasks that it had, after a position: for a client that follows one object from the log.</summary>
    [Alias("ReadSubject")]
    Task<CommandResult<FeedPage>> ReadSubject(Guid subject, long after, int max);
}
