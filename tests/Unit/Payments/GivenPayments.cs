using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Shouldly;

namespace Crm.Actors.UnitTests.Payments;

/// <summary>Payments, and commands from a user, for tests of the rules.</summary>
internal static class GivenPayments
{
    public static readonly Guid PaymentId = new("0190a000-0000-7000-8000-0000000000f1");
    public static readonly Guid OtherDealId = new("0190a000-0000-7000-8000-00000000000b");
    public static readonly Guid EntryId = new("0190a000-0000-7000-8000-0000000000a1");
    public static readonly Guid OtherEntryId = new("0190a000-0000-7000-8000-0000000000a2");
    public static readonly Guid Team = new("0190a000-0000-7000-8000-0000000000e1");

    public static readonly Guid TransferId = new("0190a000-0000-7000-8000-0000000000a3");
    public static readonly Guid OtherPaymentId = new("0190a000-0000-7000-8000-0000000000f2");

    /// <summary>An income of 100 EUR on its way to the other payment.</summary>
    public static PaymentTransfer Transfer => new()
    {
        Id = TransferId,
        Kind = PaymentEntryKind.Income,
        EntryId = EntryId,
        ToPaymentId = OtherPaymentId,
        Date = new DateOnly(2026, 5, 30),
        Amount = 100.00m,
        Currency = "EUR",
        Method = "transfer",
        Reference = "INV-7",
        ActorId = Given.User,
    };

    public static DealView Deal => Given.Deal.View;

    public static DealContext DealContext => new(Given.User, Team, DefaultPipeline.Id, "new", 1000.50m, "EUR", DealStatus.Open, Archived: false);

    public static CreatePayment Creation => new(Given.Context, Given.DealId, "First half", 500m, "EUR") { PlannedDate = new DateOnly(2026, 6, 1) };

    /// <summary>A payment of 500 EUR, version 1.</summary>
    public static PaymentState Payment => After(null, PaymentRules.Create(PaymentId, null, Creation, Deal));

    public static BookPaymentEntry Income(decimal amount, Guid? id = null) =>
        new(Given.Context, id ?? EntryId, PaymentEntryKind.Income, new DateOnly(2026, 5, 30), amount) { Method = "transfer", Reference = "INV-7" };

    public static BookPaymentEntry Expense(decimal amount, Guid? id = null) => Income(amount, id) with { Kind = PaymentEntryKind.Expense };

    public static ReversePaymentEntry Reversal(PaymentEntryKind kind = PaymentEntryKind.Income) => new(Given.Context, OtherEntryId, kind, EntryId);

    public static PaymentState Booked(this PaymentState payment, BookPaymentEntry command) => After(payment, PaymentRules.Book(payment, command, Deal));

    /// <summary>The row of an entry that was booked.</summary>
    public static PaymentEntry Row(BookPaymentEntry command) => new()
    {
        Id = command.EntryId,
        PaymentId = PaymentId,
        Kind = command.Kind,
        Version = 2,
        Date = command.Date,
        Amount = command.Amount,
        Currency = "EUR",
        Method = command.Method,
        Reference = command.Reference,
        ActorId = Given.User,
        CreatedAt = Given.Now,
    };

    /// <summary>The state after what was decided, which must not be a refusal.</summary>
    public static PaymentState After(PaymentState? state, Decision<PaymentEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
        {
            var version = (state?.Version ?? 0) + 1;
            state = PaymentState.Apply(
                state, new Recorded<PaymentEvent>(new Guid((int)version, 0, 0, new byte[8]), version, Given.Now.AddMinutes(version), Given.User, null, happened));
        }

        return state!;
    }
}
