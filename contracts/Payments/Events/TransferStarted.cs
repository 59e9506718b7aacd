using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>The entry that the event before took back is to be booked on another payment.</summary>
[EventType("deal.payment.transfer.started", 1)]
public sealed record TransferStarted(PaymentTransfer Transfer, PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
