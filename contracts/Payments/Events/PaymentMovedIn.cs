using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>A payment came to a deal from another one, with all its entries.</summary>
[EventType("deal.payment.moved.in", 1)]
public sealed record PaymentMovedIn(PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
