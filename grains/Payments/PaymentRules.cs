using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>What each command does to a payment; pure. The deal is the payment's own as its caller sees it; null when they do not see it.</summary>
public static class PaymentRules
{
    private static readonly Rejection Moved =
        new(RejectionCode.Unavailable, "The payment has just been moved to another deal. Retry with the same Idempotency-Key.");

    public static Decision<PaymentEvent> Create(Guid id, PaymentState? state, CreatePayment command, DealView? deal)
    {
        if (RefuseDeal(deal) is { } refusal)
            return refusal;
        if (state is not null)
            return new Rejection(RejectionCode.NotAllowedNow, "The payment exists already.");
        var checks = new PaymentChecks();
        checks.Title(command.Title);
        var planned = checks.Planned(command.PlannedAmount, command.Currency);
        checks.Date("#/plannedDate", command.PlannedDate);
        checks.Comment(command.Comment);
        if (checks.Failed)
            return checks.Rejection;
        var payment = new PaymentContext(deal!.Id, command.Currency, planned, Zero(command.Currency), Zero(command.Currency), Cancelled: false);
        return new PaymentCreated(id, command.Title, command.PlannedDate, command.Comment, payment, deal.Context());
    }

    public static Decision<PaymentEvent> Patch(PaymentState? state, PatchPayment patch, DealView? deal)
    {
        if (Refuse(state, deal) is { } refusal)
            return refusal;
        var view = state!.View;
        var checks = new PaymentChecks();
        var changes = new List<FieldChange>();
        if (patch.Title.IsSet)
        {
            checks.Title(patch.Title.Value);
            Change(changes, PaymentFields.Title, JsonText.Of(view.Title), JsonText.Of(patch.Title.Value));
        }

        if (patch.PlannedDate.IsSet)
        {
            checks.Date("#/plannedDate", patch.PlannedDate.Value);
            Change(changes, PaymentFields.PlannedDate, JsonText.Of(view.PlannedDate), JsonText.Of(patch.PlannedDate.Value));
        }

        if (patch.Comment.IsSet)
        {
            checks.Comment(patch.Comment.Value);
            Change(changes, PaymentFields.Comment, JsonText.Of(view.Comment), JsonText.Of(patch.Comment.Value));
        }

        var payment = Context(view);
        if (patch.PlannedAmount.IsSet || patch.Currency.IsSet)
            payment = PatchMoney(state, patch, checks, changes);
        if (checks.Failed)
            return checks.Rejection;
        return changes.Count == 0 ? Decision<PaymentEvent>.Nothing : new PaymentUpdated([.. changes], payment, deal!.Context());
    }

    public static Decision<PaymentEvent> Cancel(PaymentState? state, CancelPayment command, DealView? deal)
    {
        if (RefuseSeeing(state, deal) is { } unseen)
            return unseen;
        if (state!.View.Cancelled)
            return Decision<PaymentEvent>.Nothing;
        if (Refuse(state, deal) is { } refusal)
            return refusal;
        return state.Standing > 0 || !state.Transfers.IsEmpty
            ? NotNow(state, "The payment has entries; reverse them first.")
            : new PaymentCancelled(Context(state.View) with { Cancelled = true }, deal!.Context());
    }

    /// <param name="state">The payment.</param>
    /// <param name="command">Where it goes.</param>
    /// <param name="deal">Where it is.</param>
    /// <param name="target">Where it goes, as its caller sees it; null when they do not see it.</param>
    public static Decision<PaymentEvent> Move(PaymentState? state, MovePayment command, DealView? deal, DealView? target)
    {
        if (Refuse(state, deal) is { } refusal)
            return refusal;
        if (target is null)
            return Rejections.Invalid("#/dealId", "There is no such deal.");
        if (target.Archived)
            return Rejections.Invalid("#/dealId", "The deal is archived; restore it first.");
        if (target.Id == deal!.Id)
            return Decision<PaymentEvent>.Nothing;
        var payment = Context(state!.View);
        return Decision<PaymentEvent>.Accept(
        [
            new PaymentMovedOut(payment, deal.Context()),
            new PaymentMovedIn(payment with { DealId = target.Id }, target.Context()),
        ]);
    }

    public static Decision<PaymentEvent> Book(PaymentState? state, BookPaymentEntry command, DealView? deal)
    {
        if (Refuse(state, deal) is { } refusal)
            return refusal;
        var view = state!.View;
        var checks = new PaymentChecks();
        var amount = checks.Booked(command, view.Currency);
        checks.Date("#/date", command.Date);
        checks.Method(command.Method);
        checks.Reference(command.Reference);
        checks.Comment(command.Comment);
        if (!checks.Failed && SumOf(view, command.Kind) + amount >= PaymentChecks.AmountLimit)
            checks.Add("#/amount", "The payment's sum must stay below 10^15.");
        if (checks.Failed)
            return checks.Rejection;
        var entry = new BookedEntry(command.EntryId, command.Date, amount, command.Method, command.Reference, command.Comment, Reverses: null);
        var payment = Add(Context(view), command.Kind, amount);
        return command.Kind == PaymentEntryKind.Income
            ? new PaymentIncomeCreated(entry, payment, deal!.Context())
            : new PaymentExpenseCreated(entry, payment, deal!.Context());
    }

    /// <param name="state">The payment.</param>
    /// <param name="command">What is taken back.</param>
    /// <param name="entry">The entry that is taken back, as its row stood after the payment's was read; null when the payment has none.</param>
    /// <param name="deal">The payment's.</param>
    /// <param name="now">UTC.</param>
    public static Decision<PaymentEvent> Reverse(PaymentState? state, ReversePaymentEntry command, PaymentEntry? entry, DealView? deal, DateTimeOffset now)
    {
        if (Refuse(state, deal) is { } refusal)
            return refusal;
        if (entry is null || entry.Kind != command.Kind)
            return new Rejection(RejectionCode.NotFound, "The payment has no such entry.");
        if (entry.Reverses is not null)
            return NotNow(state!, "The entry is a reversal itself; book a new entry instead.");
        if (entry.ReversedBy is not null || state!.Reversed.Contains(entry.Id))
            return NotNow(state!, "The entry is reversed already.");
        var checks = new PaymentChecks();
        checks.Date("#/date", command.Date);
        checks.Comment(command.Comment);
        if (checks.Failed)
            return checks.Rejection;
        var date = command.Date ?? DateOnly.FromDateTime(now.UtcDateTime);
        var reversal = new BookedEntry(command.EntryId, date, -entry.Amount, entry.Method, entry.Reference, command.Comment, entry.Id);
        var payment = Add(Context(state.View), command.Kind, -entry.Amount);
        return command.Kind == PaymentEntryKind.Income
            ? new PaymentIncomeReversed(reversal, payment, deal!.Context())
            : new PaymentExpenseReversed(reversal, payment, deal!.Context());
    }

    private static PaymentContext PatchMoney(PaymentState state, PatchPayment patch, PaymentChecks checks, List<FieldChange> changes)
    {
        var view = state.View;
        var payment = Context(view);
        if (patch.PlannedAmount is { IsSet: true, Value: null })
            checks.Add("#/plannedAmount", "Must not be null.");
        if (patch.Currency is { IsSet: true, Value: null })
            checks.Add("#/currency", "Must not be null.");
        if (checks.Failed)
            return payment;
        var currency = patch.Currency.IsSet ? patch.Currency.Value! : view.Currency;
        var amount = checks.Planned(patch.PlannedAmount.IsSet ? patch.PlannedAmount.Value!.Value : view.PlannedAmount, currency);
        if (currency != view.Currency && state.Entries > 0)
            checks.Add("#/currency", $"Must stay {view.Currency}: the payment has entries in it.");
        if (checks.Failed)
            return payment;
        Change(changes, PaymentFields.PlannedAmount, JsonText.Of(view.PlannedAmount), JsonText.Of(amount));
        Change(changes, PaymentFields.Currency, JsonText.Of(view.Currency), JsonText.Of(currency));
        return currency == view.Currency
            ? payment with { PlannedAmount = amount }
            : payment with { PlannedAmount = amount, Currency = currency, Received = Zero(currency), Spent = Zero(currency) };
    }

    private static void Change(List<FieldChange> changes, string field, string from, string to)
    {
        if (from != to)
            changes.Add(new FieldChange(field, from, to));
    }

    internal static PaymentContext Context(PaymentView view) =>
        new(view.DealId, view.Currency, view.PlannedAmount, view.Received, view.Spent, view.Cancelled);

    internal static PaymentContext Add(PaymentContext payment, PaymentEntryKind kind, decimal amount) => kind == PaymentEntryKind.Income
        ? payment with { Received = payment.Received + amount }
        : payment with { Spent = payment.Spent + amount };

    private static decimal SumOf(PaymentView view, PaymentEntryKind kind) => kind == PaymentEntryKind.Income ? view.Received : view.Spent;

    /// <summary>Nothing, with the decimals of a currency.</summary>
    private static decimal Zero(string currency) => Currencies.Scale(0, currency)!.Value;

    private static Rejection? RefuseSeeing(PaymentState? state, DealView? deal)
    {
        if (state is null || deal is null)
            return Rejections.NotFound;
        return state.View.DealId == deal.Id ? null : Moved;
    }

    private static Rejection? Refuse(PaymentState? state, DealView? deal) =>
        RefuseSeeing(state, deal) ?? RefuseDeal(deal) ?? (state!.View.Cancelled ? NotNow(state, "The payment is cancelled.") : null);

    private static Rejection? RefuseDeal(DealView? deal)
    {
        if (deal is null)
            return Rejections.NotFound;
        return deal.Archived ? new Rejection(RejectionCode.NotAllowedNow, "The deal is archived; restore it first.") : null;
    }

    private static Rejection NotNow(PaymentState state, string detail) => new(RejectionCode.NotAllowedNow, detail) { CurrentVersion = state.Version };
}
