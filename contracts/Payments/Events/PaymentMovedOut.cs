using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>A payment left a deal, with all its entries. The next event of the payment says where it came to.</summary>
/// <param name="Payment">As it was in the deal that it left.</param>
/// <param name="Deal">The deal that it left.</param>
[EventType("deal.payment.moved.out", 1)]
public sealed record PaymentMovedOut(PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
