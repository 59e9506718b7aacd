using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Payments;

public sealed class TransferRulesTests
{
    private static readonly BookPaymentEntry Income = GivenPayments.Income(100);
    private static readonly PaymentState Source = GivenPayments.Payment.Booked(Income);
    private static readonly PaymentState Target = GivenPayments.After(
        null, PaymentRules.Create(GivenPayments.OtherPaymentId, null, GivenPayments.Creation, GivenPayments.Deal));

    private static readonly TransferPaymentEntry Command = new(
        Given.Context, GivenPayments.TransferId, GivenPayments.OtherEntryId, PaymentEntryKind.Income, GivenPayments.EntryId, GivenPayments.OtherPaymentId);

    private static PaymentState Started => GivenPayments.After(Source, Start(Source, Target.View));

    [Fact]
    public void Start_Entry_IsReversedAndKeptAsOnItsWay()
    {
        var started = Started;

        (started.View.Received, started.Standing, started.Version).ShouldBe((0, 0, 4));
        started.Transfers[GivenPayments.TransferId].ShouldBe(GivenPayments.Transfer);
        TransferJson.Of(TransferJson.Read(TransferJson.Of(started.Transfers))).ShouldBe(TransferJson.Of(started.Transfers));
        PaymentRules.Cancel(started, new CancelPayment(Given.Context), GivenPayments.Deal).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow, "It may come back.");
    }

    [Fact]
    public void Start_WhatCannotGoThere_IsRefusedAndNothingIsReversed()
    {
        Refused(Start(Source, null)).ShouldBe(RejectionCode.Invalid);
        Refused(Start(Source, Source.View)).ShouldBe(RejectionCode.Invalid);
        Refused(Start(Source, Target.View with { Currency = "USD" })).ShouldBe(RejectionCode.Invalid);
        Refused(Start(Source, Target.View with { Cancelled = true })).ShouldBe(RejectionCode.Invalid);
        Refused(TransferRules.Start(Source, Command, null, GivenPayments.Deal, Target.View, Given.Now)).ShouldBe(RejectionCode.NotFound);
        Refused(Start(Started, Target.View)).ShouldBe(RejectionCode.NotAllowedNow);
    }

    [Fact]
    public void Receive_Entry_IsBookedUnderTheTransfersId()
    {
        var happened = TransferRules.Receive(Target, Received, GivenPayments.Deal).Events.ShouldHaveSingleItem().ShouldBeOfType<PaymentIncomeCreated>();

        happened.Entry.ShouldBe(new BookedEntry(GivenPayments.TransferId, Income.Date, 100.00m, "transfer", "INV-7", null, null));
        happened.Payment.Received.ShouldBe(100);
    }

    [Fact]
    public void Receive_WhatCannotBeTaken_IsRefusedByAnEvent()
    {
        var cancelled = GivenPayments.After(Target, PaymentRules.Cancel(Target, new CancelPayment(Given.Context), GivenPayments.Deal));

        TransferRules.Receive(cancelled, Received, GivenPayments.Deal).Events.ShouldHaveSingleItem().ShouldBeOfType<TransferRefused>().Reason.ShouldBe("The payment is cancelled.");
        TransferRules.Receive(Target, Received, GivenPayments.Deal with { Archived = true }).Events.ShouldHaveSingleItem().ShouldBeOfType<TransferRefused>();
        Refused(TransferRules.Receive(null, Received, GivenPayments.Deal)).ShouldBe(RejectionCode.Unavailable, "That would be no final word.");
    }

    [Fact]
    public void End_Completed_IsForgotten()
    {
        var ended = GivenPayments.After(Started, End(Started, TransferOutcome.Completed));

        (ended.Transfers.Count, ended.View.Received, ended.Entries).ShouldBe((0, 0, 2));
        End(ended, TransferOutcome.Returned).Events.ShouldBeEmpty();
    }

    [Fact]
    public void End_Returned_IsBookedHereAgain()
    {
        var ended = GivenPayments.After(Started, End(Started, TransferOutcome.Returned));

        (ended.Transfers.Count, ended.View.Received, ended.Standing, ended.Version).ShouldBe((0, 100, 1, 6));
        End(ended, TransferOutcome.Returned).Events.ShouldBeEmpty();
    }

    private static ReceiveTransfer Received => new(GivenPayments.Transfer, GivenPayments.PaymentId);

    private static Decision<PaymentEvent> Start(PaymentState source, PaymentView? target) =>
        TransferRules.Start(source, Command, GivenPayments.Row(Income), GivenPayments.Deal, target, Given.Now);

    private static Decision<PaymentEvent> End(PaymentState state, TransferOutcome outcome) =>
        TransferRules.End(state, GivenPayments.TransferId, outcome, GivenPayments.Deal, new Guid(9, 9, 9, new byte[8]));

    private static RejectionCode Refused(Decision<PaymentEvent> decision)
    {
        decision.Events.ShouldBeEmpty();
        return decision.Rejection.ShouldNotBeNull().Code;
    }
}
