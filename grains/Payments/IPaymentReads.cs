using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>Payments, entries and totals as their rows stand.</summary>
/// <remarks>
/// Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s. Pages are
/// <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong.
/// </remarks>
public interface IPaymentReads
{
    /// <summary>A page of a deal's payments, oldest first.</summary>
    Task<CommandResult<PaymentPage>> ListAsync(Guid dealId, int limit, string? cursor);

    /// <summary>A page of a payment's incomes or expenses, oldest first.</summary>
    Task<CommandResult<PaymentEntryPage>> ListEntriesAsync(Guid paymentId, PaymentEntryKind kind, int limit, string? cursor);

    /// <summary>An entry of a payment; null when the payment has none of this kind and id.</summary>
    Task<PaymentEntry?> FindEntryAsync(Guid paymentId, PaymentEntryKind kind, Guid entryId);

    /// <summary>The totals of a deal; with <paramref name="verify"/> also as they follow from its payments, all of one snapshot.</summary>
    Task<DealBalance> BalanceAsync(Guid dealId, bool verify);
}
