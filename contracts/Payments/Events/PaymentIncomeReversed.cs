using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>An income was taken back, by an entry of its own.</summary>
[EventType("deal.payment.income.reversed", 1)]
public sealed record PaymentIncomeReversed(BookedEntry Entry, PaymentContext Payment, DealContext Deal)
    : PaymentEntryEvent(Entry, Payment, Deal);
