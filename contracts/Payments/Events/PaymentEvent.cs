using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>Something that happened to a payment. Every one carries where the payment and its deal stand, so that no reader needs a look-up.</summary>
/// <param name="Payment">After the event.</param>
/// <param name="Deal">The deal at the event.</param>
public abstract record PaymentEvent(PaymentContext Payment, DealContext Deal);
