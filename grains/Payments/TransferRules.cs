using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>What transfers of entries do to the payments at both ends; pure. See ADR 21.</summary>
public static class TransferRules
{
    public const int MostPending = 100;

    /// <summary>The first step, at the payment that the entry comes from: it is taken back, and where it goes is kept.</summary>
    /// <param name="state">The payment.</param>
    /// <param name="command">What goes where.</param>
    /// <param name="entry">The entry, as its row stood after the payment's was read; null when the payment has none.</param>
    /// <param name="deal">The payment's.</param>
    /// <param name="target">Where it goes, as the caller sees it; null when they do not see it.</param>
    /// <param name="now">UTC.</param>
    public static Decision<PaymentEvent> Start(
        PaymentState? state, TransferPaymentEntry command, PaymentEntry? entry, DealView? deal, PaymentView? target, DateTimeOffset now)
    {
        var reverse = new ReversePaymentEntry(command.Context, command.ReversalId, command.Kind, command.EntryId) { Comment = command.Comment };
        var reversal = PaymentRules.Reverse(state, reverse, entry, deal, now);
        if (reversal.Rejection is not null)
            return reversal;
        if (target is null || target.Id == state!.View.Id)
            return Rejections.Invalid("#/paymentId", "There is no such other payment.");
        if (target.Cancelled)
            return Rejections.Invalid("#/paymentId", "The payment is cancelled.");
        if (target.Currency != state.View.Currency)
            return Rejections.Invalid("#/paymentId", $"Must be a payment in {state.View.Currency}.");
        if (state.Transfers.Count >= MostPending)
            return new Rejection(RejectionCode.NotAllowedNow, "Too many transfers from this payment are under way.") { CurrentVersion = state.Version };
        var transfer = new PaymentTransfer
        {
            Id = command.TransferId,
            Kind = command.Kind,
            EntryId = entry!.Id,
            ToPaymentId = target.Id,
            Date = entry.Date,
            Amount = entry.Amount,
            Currency = entry.Currency,
            Method = entry.Method,
            Reference = entry.Reference,
            Comment = entry.Comment,
            ActorId = command.Context.Caller.UserId,
        };
        return Decision<PaymentEvent>.Accept([reversal.Events[0], new TransferStarted(transfer, reversal.Events[0].Payment, deal!.Context())]);
    }

    /// <summary>The second step, at the payment that it goes to, whose word is final.</summary>
    /// <param name="state">The payment.</param>
    /// <param name="command">What it is to take.</param>
    /// <param name="deal">The payment's.</param>
    public static Decision<PaymentEvent> Receive(PaymentState? state, ReceiveTransfer command, DealView? deal)
    {
        if (state is null || deal is null || deal.Id != state.View.DealId)
            return Rejections.Unavailable;
        var transfer = command.Transfer;
        var context = new CommandContext(new Caller(transfer.ActorId, [], [], "en", null), null, default, null);
        var booked = PaymentRules.Book(
            state,
            new BookPaymentEntry(context, transfer.Id, transfer.Kind, transfer.Date, transfer.Amount)
            {
                Currency = transfer.Currency,
                Method = transfer.Method,
                Reference = transfer.Reference,
                Comment = transfer.Comment,
            },
            deal);
        if (booked.Rejection is not { } rejection)
            return booked;
        var reason = rejection.Errors.IsEmpty ? rejection.Detail : rejection.Errors[0].Detail;
        return new TransferRefused(transfer.Id, reason, PaymentRules.Context(state.View), deal.Context());
    }

    /// <summary>The last step, at the payment that it came from; nothing when it was done before.</summary>
    /// <param name="state">The payment.</param>
    /// <param name="transferId">The transfer.</param>
    /// <param name="outcome">What the other payment has said.</param>
    /// <param name="deal">The payment's.</param>
    /// <param name="returned">The entry that books it here again, when it was refused there.</param>
    public static Decision<PaymentEvent> End(PaymentState? state, Guid transferId, TransferOutcome outcome, DealView? deal, Guid returned)
    {
        if (state is null || deal is null || deal.Id != state.View.DealId)
            return Rejections.Unavailable;
        if (!state.Transfers.TryGetValue(transferId, out var transfer))
            return Decision<PaymentEvent>.Nothing;
        var payment = PaymentRules.Context(state.View);
        var ended = new TransferEnded(transferId, outcome == TransferOutcome.Completed, payment, deal.Context());
        if (ended.IsCompleted)
            return ended;
        var entry = new BookedEntry(returned, transfer.Date, transfer.Amount, transfer.Method, transfer.Reference, transfer.Comment, Reverses: null);
        var after = PaymentRules.Add(payment, transfer.Kind, transfer.Amount);
        return Decision<PaymentEvent>.Accept(
        [
            ended,
            transfer.Kind == PaymentEntryKind.Income ? new PaymentIncomeCreated(entry, after, deal.Context()) : new PaymentExpenseCreated(entry, after, deal.Context()),
        ]);
    }
}
