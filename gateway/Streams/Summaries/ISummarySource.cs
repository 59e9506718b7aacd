using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Gateway.Streams.Summaries;

/// <summary>Where the gateway learns the figures of the default pipeline.</summary>
public interface ISummarySource
{
    /// <summary>The figures as soon as there are newer ones, or when the wait is over; null for: not now.</summary>
    /// <param name="after">The <see cref="PipelineSummary.Newest"/> that is known; negative for none.</param>
    /// <param name="wait">How long to wait for newer ones.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<PipelineSummary?> WatchAsync(long after, TimeSpan wait, CancellationToken cancellation);
}
