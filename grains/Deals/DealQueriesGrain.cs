using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Deals;

/// <summary>Passes queries on to the silo's database; one activation serves many at a time.</summary>
[StatelessWorker, Reentrant]
public sealed class DealQueriesGrain(IDealQueries queries) : Grain, IDealQueriesGrain
{
    /// <inheritdoc/>
    public Task<CommandResult<DealPage>> List(ListDeals query) => queries.ListAsync(query, CancellationToken.None);

    /// <inheritdoc/>
    public Task<CommandResult<HistoryPage>> History(GetDealHistory query) => queries.HistoryAsync(query, CancellationToken.None);
}
