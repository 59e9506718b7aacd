using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Deals;

/// <summary>Reads over many deals and over a deal's past, away from the deals' own turns; one activation serves many at a time.</summary>
[StatelessWorker, Reentrant]
public sealed class DealQueriesGrain(IDealQueries queries, IDealPast past) : Grain, IDealQueriesGrain
{
    private readonly DealMoments _moments = new(past);

    /// <inheritdoc/>
    public async Task<CommandResult<DealPage>> List(ListDeals query)
    {
        if (!DealListFields.AreAskedFor(query))
            return await queries.ListAsync(query, CancellationToken.None);
        if (query.PipelineId is not { } id)
            return Refuse(DealListFieldChecks.NoPipeline);
        var pipeline = await GrainFactory.GetGrain<IPipelineGrain>(id).Get();
        if (pipeline.Rejection is { } rejection)
            return Refuse(rejection.Code == RejectionCode.NotFound ? DealListFieldChecks.NoSuchPipeline : rejection);
        var (fields, wrong) = DealListFields.Of(query, pipeline.Value!.Definition);
        return fields is null ? Refuse(wrong!) : await queries.ListAsync(query, fields, CancellationToken.None);
    }

    /// <inheritdoc/>
    public Task<CommandResult<HistoryPage>> History(GetDealHistory query) => queries.HistoryAsync(query, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<CommandResult<DealView>> AsOf(GetDealAsOf query)
    {
        var now = await Now(query.DealId, query.Caller);
        return now.Rejection is null ? await _moments.FindAsync(now, query.At, "#/asOf") : now;
    }

    /// <inheritdoc/>
    public async Task<CommandResult<DealDiff>> Diff(GetDealDiff query)
    {
        var now = await Now(query.DealId, query.Caller);
        if (now.Rejection is not null)
            return new CommandResult<DealDiff>(null, 0, now.Rejection);
        var from = await _moments.FindAsync(now, query.From, "#/from");
        var to = query.To is { } until ? await _moments.FindAsync(now, until, "#/to") : now;
        if ((from.Rejection ?? to.Rejection) is { } rejection)
            return new CommandResult<DealDiff>(null, 0, rejection);
        var (before, after) = (from.Value!, to.Value!);
        var diff = new DealDiff(
            after.Id, before.Version, before.UpdatedAt, after.Version, after.UpdatedAt, DealDifferences.Between(before, after));
        return new CommandResult<DealDiff>(diff, now.Position, null);
    }

    private static CommandResult<DealPage> Refuse(Rejection rejection) => new(null, 0, rejection);

    /// <summary>The deal itself decides who sees it.</summary>
    private Task<CommandResult<DealView>> Now(Guid deal, Caller caller) => GrainFactory.GetGrain<IDealGrain>(deal).Get(caller);
}
