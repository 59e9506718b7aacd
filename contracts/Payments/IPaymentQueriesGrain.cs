namespace Crm.Actors.Contracts.Payments;

/// <summary>Reads over payments, entries and totals. A stateless worker; the key has no meaning (use 0).</summary>
/// <remarks>A wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>; what the caller may not see does not exist.</remarks>
[Alias("crm.IPaymentQueriesGrain")]
public interface IPaymentQueriesGrain : IGrainWithIntegerKey
{
    [Alias("List")]
    Task<CommandResult<PaymentPage>> List(ListPayments query);

    [Alias("ListEntries")]
    Task<CommandResult<PaymentEntryPage>> ListEntries(ListPaymentEntries query);

    [Alias("GetEntry")]
    Task<CommandResult<PaymentEntry>> GetEntry(GetPaymentEntry query);

    /// <summary>The deal's totals, compared with its entries where that is asked for.</summary>
    [Alias("Balance")]
    Task<CommandResult<DealBalance>> Balance(GetDealBalance query);
}
