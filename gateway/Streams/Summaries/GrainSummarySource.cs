using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Gateway.Streams.Summaries;

/// <summary>Asks the grain that counts. It is asked once for all clients of this gateway, so by nobody in particular.</summary>
public sealed class GrainSummarySource(IGrainFactory grains, TimeProvider time, ILogger<GrainSummarySource> log) : ISummarySource
{
    private static readonly Caller Gateway = new(Guid.Empty, [], [], "en", null);
    private readonly GrainPolls _polls = new("The pipeline summary", time, log);

    /// <inheritdoc/>
    public Task<PipelineSummary?> WatchAsync(long after, TimeSpan wait, CancellationToken cancellation) =>
        _polls.AnswerAsync(() => grains.GetGrain<IPipelineSummaryGrain>(DefaultPipeline.Id).Watch(Gateway, after, wait), wait, cancellation);
}
