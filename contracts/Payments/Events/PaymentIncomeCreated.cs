using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>An income was booked.</summary>
[EventType("deal.payment.income.created", 1)]
public sealed record PaymentIncomeCreated(BookedEntry Entry, PaymentContext Payment, DealContext Deal)
    : PaymentEntryEvent(Entry, Payment, Deal);
