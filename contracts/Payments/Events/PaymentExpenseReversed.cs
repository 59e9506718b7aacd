using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>An expense was taken back, by an entry of its own.</summary>
[EventType("deal.payment.expense.reversed", 1)]
public sealed record PaymentExpenseReversed(BookedEntry Entry, PaymentContext Payment, DealContext Deal)
    : PaymentEntryEvent(Entry, Payment, Deal);
