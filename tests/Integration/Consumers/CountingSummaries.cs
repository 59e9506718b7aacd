using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Pipelines;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Counts how often the totals are read.</summary>
internal sealed class CountingSummaries(IPipelineSummaries inner) : IPipelineSummaries
{
    private int _reads;

    public int Reads => _reads;

    public Task<PipelineSummary> ReadAsync(Guid pipelineId)
    {
        Interlocked.Increment(ref _reads);
        return inner.ReadAsync(pipelineId);
    }
}
