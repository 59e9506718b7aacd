using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>A payment does not take an entry that another one wanted to give it.</summary>
/// <param name="TransferId">The transfer.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Payment">After the event.</param>
/// <param name="Deal">The deal at the event.</param>
[EventType("deal.payment.transfer.refused", 1)]
public sealed record TransferRefused(Guid TransferId, string Reason, PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
