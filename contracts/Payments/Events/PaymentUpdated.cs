using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>Fields of a payment have other values.</summary>
/// <param name="Changes">The fields, each once.</param>
/// <param name="Payment">After the event.</param>
/// <param name="Deal">The deal at the event.</param>
[EventType("deal.payment.updated", 1)]
public sealed record PaymentUpdated(ImmutableArray<FieldChange> Changes, PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
