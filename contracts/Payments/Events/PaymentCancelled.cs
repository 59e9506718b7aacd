using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>A payment is not expected any more.</summary>
[EventType("deal.payment.cancelled", 1)]
public sealed record PaymentCancelled(PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
