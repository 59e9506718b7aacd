using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>Passes queries on to the silo's database, after a pipeline has said how it is.</summary>
[StatelessWorker, Reentrant]
public sealed class PipelineQueriesGrain(IPipelineReads reads) : Grain, IPipelineQueriesGrain
{
    /// <inheritdoc/>
    public Task<CommandResult<PipelinePage>> List(ListPipelines query) =>
        AnswerAsync(DefaultPipeline.Id, first => reads.ListAsync(first, query.Limit, query.Cursor));

    /// <inheritdoc/>
    public Task<CommandResult<HistoryPage>> History(GetPipelineHistory query) =>
        AnswerAsync(query.PipelineId, _ => reads.HistoryAsync(query.PipelineId, query.Limit, query.Cursor));

    private async Task<CommandResult<T>> AnswerAsync<T>(Guid pipeline, Func<PipelineView, Task<CommandResult<T>>> read)
        where T : class
    {
        var asked = await GrainFactory.GetGrain<IPipelineGrain>(pipeline).Get();
        if (asked.Value is not { } view)
            return new(null, 0, asked.Rejection);
        try
        {
            var result = await read(view);
            return result.Rejection is null ? result with { Position = asked.Position } : result;
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
