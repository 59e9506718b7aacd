using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>A payment came to be.</summary>
[EventType("deal.payment.created", 1)]
public sealed record PaymentCreated(Guid Id, string Title, DateOnly? PlannedDate, string? Comment, PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
