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

    /// <summary>
    /// A deal as it was. <see cref="RejectionCode.Invalid"/> with the pointer <c>#/asOf</c> when it has no such version,
    /// <see cref="RejectionCode.NotFound"/> when it was not there at that time.
    /// </summary>
    [Alias("AsOf")]
    Task<CommandResult<DealView>> AsOf(GetDealAsOf query);

    /// <summary>What is different between two moments; refused as <see cref="AsOf"/> is, with the pointers <c>#/from</c> and <c>#/to</c>.</summary>
    [Alias("Diff")]
    Task<CommandResult<DealDiff>> Diff(GetDealDiff query);
}
