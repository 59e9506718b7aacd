using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Feed;

/// <summary>Passes reads on to the silo's own tail of the log; many long polls wait in one activation.</summary>
[StatelessWorker, Reentrant]
public sealed class FeedGrain(IFeedLog log) : Grain, IFeedGrain
{
    private const int MaxEvents = 4096;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Task<CommandResult<FeedPage>> Read(long after, int max, TimeSpan wait) =>
        after < 0 || max is < 1 or > MaxEvents || wait < TimeSpan.Zero || wait > MaxWait
            ? Task.FromResult(OutOfRange())
            : Answer(log.ReadAsync(after, max, wait, CancellationToken.None));

    /// <inheritdoc/>
    public Task<CommandResult<FeedPage>> ReadSubject(Guid subject, long after, int max) =>
        after < 0 || max is < 1 or > MaxEvents
            ? Task.FromResult(OutOfRange())
            : Answer(log.ReadSubjectAsync(subject, after, max, CancellationToken.None));

    private static async Task<CommandResult<FeedPage>> Answer(Task<FeedPage> read)
    {
        try
        {
            var page = await read;
            return new(page, page.Head, null);
        }
        catch (FeedUnavailableException)
        {
            return new(null, 0, new(RejectionCode.Unavailable, "The event log cannot be read at the moment."));
        }
    }

    private static CommandResult<FeedPage> OutOfRange() =>
        new(null, 0, new(RejectionCode.Invalid, "after must not be negative, max is 1 to 4096, wait up to 10 s."));
}
