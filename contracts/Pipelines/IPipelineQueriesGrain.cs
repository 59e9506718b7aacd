using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>Reads over many pipelines and their past. A stateless worker; the key has no meaning (use 0).</summary>
/// <remarks>A wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>.</remarks>
[Alias("crm.IPipelineQueriesGrain")]
public interface IPipelineQueriesGrain : IGrainWithIntegerKey
{
    [Alias("List")]
    Task<CommandResult<PipelinePage>> List(ListPipelines query);

    /// <summary>A page of one pipeline's events, oldest first.</summary>
    [Alias("History")]
    Task<CommandResult<HistoryPage>> History(GetPipelineHistory query);
}
