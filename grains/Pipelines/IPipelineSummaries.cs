using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>The totals of pipelines as they are kept.</summary>
public interface IPipelineSummaries
{
    /// <summary>The figures now, all of one snapshot.</summary>
    /// <exception cref="StoreUnavailableException">The database did not answer within 2 s.</exception>
    Task<PipelineSummary> ReadAsync(Guid pipelineId);
}
