namespace Crm.Actors.Contracts.Deals;

/// <summary>Reads over many deals and over a deal's past. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IDealQueriesGrain")]
public interface IDealQueriesGrain : IGrainWithIntegerKey
{
    /// <summary>A page of deals. Wrong cursors answer <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>.</summary>
    [Alias("List")]
    Task<CommandResult<DealPage>> List(ListDeals query);

    /// <summary>A page of one deal's events, oldest first.</summary>
    [Alias("History")]
    Task<CommandResult<HistoryPage>> History(GetDealHistory query);
}
