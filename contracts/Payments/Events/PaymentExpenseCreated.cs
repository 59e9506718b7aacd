using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>An expense was booked.</summary>
[EventType("deal.payment.expense.created", 1)]
public sealed record PaymentExpenseCreated(BookedEntry Entry, PaymentContext Payment, DealContext Deal)
    : PaymentEntryEvent(Entry, Payment, Deal);
