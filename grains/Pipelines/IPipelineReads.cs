using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>Pipelines as their rows and events stand.</summary>
/// <remarks>
/// Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s. Pages are
/// <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong.
/// </remarks>
public interface IPipelineReads
{
    /// <summary>A page of pipelines, oldest first.</summary>
    /// <param name="first">Stands before all others, whatever its row says.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">From the page before; null for the first page.</param>
    Task<CommandResult<PipelinePage>> ListAsync(PipelineView first, int limit, string? cursor);

    /// <summary>A page of one pipeline's events, oldest first.</summary>
    Task<CommandResult<HistoryPage>> HistoryAsync(Guid pipelineId, int limit, string? cursor);
}
