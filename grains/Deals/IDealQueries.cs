using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Grains.Deals;

/// <summary>Reads over many deals and over a deal's past, as <see cref="DealQueriesGrain"/> needs them. Failures are answers, never exceptions.</summary>
public interface IDealQueries
{
    /// <summary>
    /// A page of deals with the feed position that it rests on, both from one snapshot. <see cref="RejectionCode.Invalid"/> names the
    /// field at fault; <see cref="RejectionCode.Unavailable"/> within about 2 s when the database does not answer.
    /// </summary>
    /// <param name="query">The list.</param>
    /// <param name="fields">What it asks of custom fields, checked.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<CommandResult<DealPage>> ListAsync(ListDeals query, DealListFields fields, CancellationToken cancellation);

    /// <summary>A list that asks nothing of custom fields.</summary>
    Task<CommandResult<DealPage>> ListAsync(ListDeals query, CancellationToken cancellation) => ListAsync(query, DealListFields.None, cancellation);

    /// <summary>A page of one deal's events, oldest first; <see cref="RejectionCode.NotFound"/> when there is no such deal.</summary>
    Task<CommandResult<HistoryPage>> HistoryAsync(GetDealHistory query, CancellationToken cancellation);
}
