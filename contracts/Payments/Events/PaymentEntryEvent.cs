using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>Money moved, or turned out not to have moved.</summary>
/// <param name="Entry">What was booked.</param>
/// <param name="Payment">After the event.</param>
/// <param name="Deal">The deal at the event.</param>
public abstract record PaymentEntryEvent(BookedEntry Entry, PaymentContext Payment, DealContext Deal)
    : PaymentEvent(Payment, Deal);
