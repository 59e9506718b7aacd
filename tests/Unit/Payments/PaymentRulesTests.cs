using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Payments;

public sealed class PaymentRulesTests
{
    private static readonly DealView Deal = GivenPayments.Deal;

    [Fact]
    public void Create_OfADeal_HasTheScaleOfItsCurrency()
    {
        var payment = GivenPayments.Payment.View;

        (payment.Id, payment.Version, payment.DealId, payment.Title, payment.Currency).ShouldBe((GivenPayments.PaymentId, 1, Given.DealId, "First half", "EUR"));
        $"{payment.PlannedAmount} {payment.Received} {payment.Spent}".ShouldBe("500.00 0.00 0.00");
        (payment.PlannedDate, payment.Cancelled, payment.CreatedAt).ShouldBe((new DateOnly(2026, 6, 1), false, Given.Now.AddMinutes(1)));
    }

    [Theory]
    [InlineData("500.001", "EUR", "#/plannedAmount")]
    [InlineData("-0.01", "EUR", "#/plannedAmount")]
    [InlineData("1000000000000000", "EUR", "#/plannedAmount")]
    [InlineData("0.5", "JPY", "#/plannedAmount")]
    [InlineData("5", "eur", "#/currency")]
    [InlineData("5", "XXX", "#/currency")]
    public void Create_MoneyThatIsNone_IsInvalid(string amount, string currency, string pointer) => Blamed(PaymentRules.Create(
        GivenPayments.PaymentId, null, GivenPayments.Creation with { PlannedAmount = Decimal(amount), Currency = currency }, Deal)).ShouldBe([pointer]);

    [Fact]
    public void Create_TextsAndDates_AreChecked() => Blamed(PaymentRules.Create(
        GivenPayments.PaymentId,
        null,
        GivenPayments.Creation with { Title = " ", PlannedDate = new DateOnly(3000, 1, 1), Comment = new string('c', 1001) },
        Deal)).ShouldBe(["#/title", "#/plannedDate", "#/comment"]);

    [Fact]
    public void Create_DealThatIsNotSeenOrArchivedOrPaymentThatIsThere_IsRefused()
    {
        Refused(PaymentRules.Create(GivenPayments.PaymentId, null, GivenPayments.Creation, null)).ShouldBe(RejectionCode.NotFound);
        Refused(PaymentRules.Create(GivenPayments.PaymentId, null, GivenPayments.Creation, Deal with { Archived = true })).ShouldBe(RejectionCode.NotAllowedNow);
        Refused(PaymentRules.Create(GivenPayments.PaymentId, GivenPayments.Payment, GivenPayments.Creation, Deal)).ShouldBe(RejectionCode.NotAllowedNow);
    }

    [Fact]
    public void Book_IncomesAndExpenses_AddUp()
    {
        var payment = GivenPayments.Payment.Booked(GivenPayments.Income(100.1m)).Booked(GivenPayments.Expense(20, GivenPayments.OtherEntryId));

        $"{payment.View.Received} {payment.View.Spent}".ShouldBe("100.10 20.00");
        (payment.Entries, payment.Reversals, payment.Standing, payment.Version).ShouldBe((2, 0, 2, 3));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.001")]
    [InlineData("1000000000000000")]
    public void Book_AmountThatIsNone_IsInvalid(string amount) =>
        Blamed(PaymentRules.Book(GivenPayments.Payment, GivenPayments.Income(Decimal(amount)), Deal)).ShouldBe(["#/amount"]);

    [Fact]
    public void Book_OtherFields_AreChecked() => Blamed(PaymentRules.Book(
        GivenPayments.Payment,
        GivenPayments.Income(1) with
        {
            Currency = "USD",
            Date = new DateOnly(1969, 12, 31),
            Method = new string('m', 51),
            Reference = new string('r', 101),
            Comment = "\u0001",
        },
        Deal)).ShouldBe(["#/currency", "#/date", "#/method", "#/reference", "#/comment"]);

    [Fact]
    public void Book_SumThatWouldBeTooLarge_IsInvalid()
    {
        var full = GivenPayments.Payment.Booked(GivenPayments.Income(999_999_999_999_999.98m));

        full.Booked(GivenPayments.Income(0.01m, GivenPayments.OtherEntryId)).View.Received.ShouldBe(999_999_999_999_999.99m);
        Blamed(PaymentRules.Book(full, GivenPayments.Income(0.02m, GivenPayments.OtherEntryId), Deal)).ShouldBe(["#/amount"]);
    }

    [Fact]
    public void Book_NoPaymentOrDealNotSeenOrArchivedOrCancelled_IsRefused()
    {
        var cancelled = GivenPayments.After(GivenPayments.Payment, PaymentRules.Cancel(GivenPayments.Payment, new CancelPayment(Given.Context), Deal));

        Refused(PaymentRules.Book(null, GivenPayments.Income(1), Deal)).ShouldBe(RejectionCode.NotFound);
        Refused(PaymentRules.Book(GivenPayments.Payment, GivenPayments.Income(1), null)).ShouldBe(RejectionCode.NotFound);
        Refused(PaymentRules.Book(GivenPayments.Payment, GivenPayments.Income(1), Deal with { Archived = true })).ShouldBe(RejectionCode.NotAllowedNow);
        Refused(PaymentRules.Book(cancelled, GivenPayments.Income(1), Deal)).ShouldBe(RejectionCode.NotAllowedNow);
        Refused(PaymentRules.Book(GivenPayments.Payment, GivenPayments.Income(1), Deal with { Id = GivenPayments.OtherDealId }))
            .ShouldBe(RejectionCode.Unavailable, "It has just been moved: who sees the deal that it was in may not see the one that it is in.");
    }

    [Fact]
    public void Reverse_Entry_IsTakenBackByAnotherOne()
    {
        var income = GivenPayments.Income(100);
        var payment = GivenPayments.Payment.Booked(income);

        var happened = PaymentRules.Reverse(payment, GivenPayments.Reversal(), GivenPayments.Row(income), Deal, Given.Now).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<PaymentIncomeReversed>();

        happened.Entry.ShouldBe(new BookedEntry(
            GivenPayments.OtherEntryId, DateOnly.FromDateTime(Given.Now.UtcDateTime), -100, "transfer", "INV-7", null, GivenPayments.EntryId));
        var after = GivenPayments.After(payment, happened);
        (after.View.Received, after.Entries, after.Reversals, after.Standing).ShouldBe((0, 2, 1, 0));
    }

    [Fact]
    public void Reverse_WhatIsReversedOrAReversalOrForeign_IsRefused()
    {
        var income = GivenPayments.Income(100);
        var row = GivenPayments.Row(income);
        var payment = GivenPayments.Payment.Booked(income);
        var reversed = GivenPayments.After(payment, PaymentRules.Reverse(payment, GivenPayments.Reversal(), row, Deal, Given.Now));

        Refused(Reverse(reversed, row)).ShouldBe(RejectionCode.NotAllowedNow, "It was reversed since its row was read.");
        Refused(Reverse(payment, row with { ReversedBy = GivenPayments.OtherEntryId })).ShouldBe(RejectionCode.NotAllowedNow);
        Refused(Reverse(payment, row with { Reverses = GivenPayments.OtherEntryId })).ShouldBe(RejectionCode.NotAllowedNow);
        Refused(Reverse(payment, row with { Kind = PaymentEntryKind.Expense })).ShouldBe(RejectionCode.NotFound);
        Refused(Reverse(payment, null)).ShouldBe(RejectionCode.NotFound);
    }

    [Fact]
    public void Patch_Fields_AreChangedWithOldAndNew()
    {
        var patch = new PatchPayment(Given.Context) { Title = "Half", PlannedAmount = 400m, PlannedDate = (DateOnly?)null, Comment = "by hand" };

        var happened = PaymentRules.Patch(GivenPayments.Payment, patch, Deal).Events.ShouldHaveSingleItem().ShouldBeOfType<PaymentUpdated>();

        happened.Changes.Select(static c => $"{c.Field} {c.From} {c.To}").ShouldBe(
            ["title \"First half\" \"Half\"", "plannedDate \"2026-06-01\" null", "comment null \"by hand\"", "plannedAmount \"500.00\" \"400.00\""]);
        var view = GivenPayments.After(GivenPayments.Payment, happened).View;
        (view.Title, view.PlannedAmount, view.PlannedDate, view.Comment, view.Version).ShouldBe(("Half", 400.00m, null, "by hand", 2));
    }

    [Fact]
    public void Patch_SameValues_ChangesNothing()
    {
        var decision = PaymentRules.Patch(GivenPayments.Payment, new PatchPayment(Given.Context) { Title = "First half", PlannedAmount = 500.0m, Currency = "EUR" }, Deal);

        (decision.Rejection, decision.Events.IsEmpty).ShouldBe((null, true));
    }

    [Fact]
    public void Patch_Currency_StaysOnceThereAreEntries()
    {
        var patch = new PatchPayment(Given.Context) { Currency = "JPY" };

        var view = GivenPayments.After(GivenPayments.Payment, PaymentRules.Patch(GivenPayments.Payment, patch, Deal)).View;
        $"{view.Currency} {view.PlannedAmount} {view.Received}".ShouldBe("JPY 500 0");
        Blamed(PaymentRules.Patch(GivenPayments.Payment.Booked(GivenPayments.Income(1)), patch, Deal)).ShouldBe(["#/currency"]);
        Blamed(PaymentRules.Patch(GivenPayments.Payment, patch with { PlannedAmount = 0.5m }, Deal)).ShouldBe(["#/plannedAmount"]);
        Blamed(PaymentRules.Patch(GivenPayments.Payment, new PatchPayment(Given.Context) { PlannedAmount = (decimal?)null, Currency = (string?)null }, Deal))
            .ShouldBe(["#/plannedAmount", "#/currency"]);
    }

    [Fact]
    public void Cancel_WithEntries_IsRefusedUntilTheyAreReversed()
    {
        var income = GivenPayments.Income(100);
        var payment = GivenPayments.Payment.Booked(income);
        var reversed = GivenPayments.After(payment, PaymentRules.Reverse(payment, GivenPayments.Reversal(), GivenPayments.Row(income), Deal, Given.Now));
        var cancel = new CancelPayment(Given.Context);

        Refused(PaymentRules.Cancel(payment, cancel, Deal)).ShouldBe(RejectionCode.NotAllowedNow);
        var cancelled = GivenPayments.After(reversed, PaymentRules.Cancel(reversed, cancel, Deal));
        cancelled.View.Cancelled.ShouldBeTrue();
        PaymentRules.Cancel(cancelled, cancel, Deal).Events.ShouldBeEmpty();
        Refused(PaymentRules.Patch(cancelled, new PatchPayment(Given.Context) { Title = "x" }, Deal)).ShouldBe(RejectionCode.NotAllowedNow);
    }

    [Fact]
    public void Move_ToAnotherDeal_LeavesOneAndComesToTheOther()
    {
        var payment = GivenPayments.Payment.Booked(GivenPayments.Income(100));
        var target = Deal with { Id = GivenPayments.OtherDealId, Title = "Other" };

        var decision = PaymentRules.Move(payment, new MovePayment(Given.Context, target.Id), Deal, target);

        decision.Events.Select(static e => (e.GetType(), e.Payment.DealId, e.Payment.Received)).ShouldBe(
            [(typeof(PaymentMovedOut), Deal.Id, 100m), (typeof(PaymentMovedIn), target.Id, 100m)]);
        var moved = GivenPayments.After(payment, decision);
        (moved.View.DealId, moved.PreviousDealId, moved.Version).ShouldBe((target.Id, Deal.Id, 4));
    }

    [Fact]
    public void Move_ToWhereTheCallerMayNot_IsRefused()
    {
        var move = new MovePayment(Given.Context, GivenPayments.OtherDealId);
        var target = Deal with { Id = GivenPayments.OtherDealId };

        Blamed(PaymentRules.Move(GivenPayments.Payment, move, Deal, null)).ShouldBe(["#/dealId"]);
        Blamed(PaymentRules.Move(GivenPayments.Payment, move, Deal, target with { Archived = true })).ShouldBe(["#/dealId"]);
        PaymentRules.Move(GivenPayments.Payment, move, Deal, Deal).Events.ShouldBeEmpty();
        Refused(PaymentRules.Move(GivenPayments.Payment, move, null, target)).ShouldBe(RejectionCode.NotFound);
    }

    private static Decision<PaymentEvent> Reverse(PaymentState payment, PaymentEntry? row) =>
        PaymentRules.Reverse(payment, GivenPayments.Reversal(), row, Deal, Given.Now);

    private static IEnumerable<string> Blamed(Decision<PaymentEvent> decision)
    {
        decision.Events.ShouldBeEmpty();
        decision.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.Invalid);
        return decision.Rejection.Errors.Select(static e => e.Pointer);
    }

    private static RejectionCode Refused(Decision<PaymentEvent> decision)
    {
        decision.Events.ShouldBeEmpty();
        return decision.Rejection.ShouldNotBeNull().Code;
    }

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
