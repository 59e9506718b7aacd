using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>A payment's state. Its entries are not in it: there may be any number of them.</summary>
/// <param name="View">The payment.</param>
/// <param name="Entries">How many entries there are, reversals among them.</param>
/// <param name="Reversals">How many of them are reversals.</param>
public sealed record PaymentState(PaymentView View, long Entries, long Reversals) : IAggregateState<PaymentState, PaymentEvent, PaymentView>
{
    /// <summary>
    /// The entries that were reversed since the row was read. Of those before, the rows of the entries tell; and whoever reads these rows
    /// after the payment's own misses none.
    /// </summary>
    public ImmutableHashSet<Guid> Reversed { get; init; } = [];

    /// <summary>Transfers of entries from this payment that have not ended.</summary>
    public ImmutableSortedDictionary<Guid, PaymentTransfer> Transfers { get; init; } = ImmutableSortedDictionary<Guid, PaymentTransfer>.Empty;

    /// <summary>The deal that the payment was moved from last.</summary>
    public Guid? PreviousDealId { get; init; }

    /// <inheritdoc/>
    public long Version => View.Version;

    /// <summary>Entries that stand: neither reversed nor reversals.</summary>
    public long Standing => Entries - 2 * Reversals;

    /// <inheritdoc/>
    public static PaymentState Apply(PaymentState? state, Recorded<PaymentEvent> recorded) => (state, recorded.Data) switch
    {
        (_, PaymentCreated created) => new PaymentState(Created(created, recorded), 0, 0),
        ({ } before, PaymentUpdated updated) => before with { View = updated.Changes.Aggregate(before.With(recorded), Set) },
        ({ } before, PaymentEntryEvent booked) => before.With(recorded, booked),
        ({ } before, TransferStarted started) => before with { View = before.With(recorded), Transfers = before.Transfers.Add(started.Transfer.Id, started.Transfer) },
        ({ } before, TransferEnded ended) => before with { View = before.With(recorded), Transfers = before.Transfers.Remove(ended.TransferId) },
        ({ } before, PaymentMovedOut) => before with { View = before.With(recorded), PreviousDealId = before.View.DealId },
        ({ } before, _) => before with { View = before.With(recorded) },
        _ => throw new InvalidOperationException("A payment's first event is deal.payment.created."),
    };

    private static PaymentView Created(PaymentCreated created, Recorded<PaymentEvent> recorded) => new()
    {
        Id = created.Id,
        Version = recorded.Version,
        DealId = created.Payment.DealId,
        Title = created.Title,
        Currency = created.Payment.Currency,
        PlannedAmount = created.Payment.PlannedAmount,
        PlannedDate = created.PlannedDate,
        Comment = created.Comment,
        Received = created.Payment.Received,
        Spent = created.Payment.Spent,
        Cancelled = created.Payment.Cancelled,
        CreatedAt = recorded.At,
        UpdatedAt = recorded.At,
    };

    /// <summary>The view with the version, time and context of an event.</summary>
    private PaymentView With(Recorded<PaymentEvent> recorded)
    {
        var payment = recorded.Data.Payment;
        return View with
        {
            Version = recorded.Version,
            UpdatedAt = recorded.At,
            DealId = payment.DealId,
            Currency = payment.Currency,
            PlannedAmount = payment.PlannedAmount,
            Received = payment.Received,
            Spent = payment.Spent,
            Cancelled = payment.Cancelled,
        };
    }

    private PaymentState With(Recorded<PaymentEvent> recorded, PaymentEntryEvent booked) => booked.Entry.Reverses is { } reversed
        ? this with { View = With(recorded), Entries = Entries + 1, Reversals = Reversals + 1, Reversed = Reversed.Add(reversed) }
        : this with { View = With(recorded), Entries = Entries + 1 };

    /// <summary>What the context of the event does not say.</summary>
    private static PaymentView Set(PaymentView view, FieldChange change) => change.Field switch
    {
        PaymentFields.Title => view with { Title = JsonText.ToText(change.To)! },
        PaymentFields.PlannedDate => view with { PlannedDate = JsonText.ToDate(change.To) },
        PaymentFields.Comment => view with { Comment = JsonText.ToText(change.To) },
        PaymentFields.PlannedAmount or PaymentFields.Currency => view,
        _ => throw new InvalidOperationException($"A payment has no field '{change.Field}'."),
    };
}
