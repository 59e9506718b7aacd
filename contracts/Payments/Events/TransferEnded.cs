using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>A transfer from this payment has ended: the entry is booked on the other one or, by the next event, here again.</summary>
/// <param name="TransferId">The transfer.</param>
/// <param name="IsCompleted">Whether it is booked on the other one.</param>
/// <param name="Payment">After the event.</param>
/// <param name="Deal">The deal at the event.</param>
[EventType("deal.payment.transfer.ended", 1)]
public sealed record TransferEnded(Guid TransferId, bool IsCompleted, PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
