using System.Collections.Immutable;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Payments;

/// <summary>Keeps the totals of deals.</summary>
public sealed class DealTotalsConsumer : IConsumer<DealTotalDelta>
{
    /// <summary>Also in SQL, where totals are read and counted anew.</summary>
    public const string ConsumerName = "deal-totals";

    private readonly PaymentEventCodec _codec = new();

    /// <inheritdoc/>
    public string Name => ConsumerName;

    /// <inheritdoc/>
    public ImmutableArray<string> AggregateTypes { get; } = ["payment"];

    /// <inheritdoc/>
    public bool WaitsForDisk => false;

    /// <inheritdoc/>
    public IReadOnlyList<DealTotalDelta> Decide(LoggedEvent logged)
    {
        if (EntryDelta.Find(logged) is { } entry)
        {
            Check(entry);
            return [entry];
        }

        var deltas = Of(_codec.Read(logged.Event.Type, logged.SchemaVersion, logged.Event.Data));
        foreach (var delta in deltas)
            Check(delta);
        return deltas;
    }

    private static ImmutableArray<DealTotalDelta> Of(PaymentEvent happened)
    {
        var payment = happened.Payment;
        return happened switch
        {
            PaymentCreated or PaymentMovedIn => [Whole(payment)],
            PaymentMovedOut => [Negated(Whole(payment))],
            PaymentCancelled => [new(payment.DealId, payment.Currency, -payment.PlannedAmount, 0, 0)],
            PaymentUpdated updated => OfUpdate(updated),
            TransferStarted or TransferRefused or TransferEnded => [],
            PaymentIncomeCreated or PaymentIncomeReversed => [new(payment.DealId, payment.Currency, 0, ((PaymentEntryEvent)happened).Entry.Amount, 0)],
            PaymentEntryEvent expense => [new(payment.DealId, payment.Currency, 0, 0, expense.Entry.Amount)],
            _ => throw new InvalidOperationException($"It is not said what {happened.GetType().Name} adds to totals."),
        };
    }

    /// <summary>An update that names neither amount nor currency adds nothing. There are no entries when the currency changes.</summary>
    private static ImmutableArray<DealTotalDelta> OfUpdate(PaymentUpdated updated)
    {
        var payment = updated.Payment;
        var amount = Before(updated, PaymentFields.PlannedAmount) is { } text ? JsonText.ToAmount(text)!.Value : payment.PlannedAmount;
        var currency = Before(updated, PaymentFields.Currency) is { } code ? JsonText.ToText(code)! : payment.Currency;
        if (currency != payment.Currency)
            return [new(payment.DealId, currency, -amount, 0, 0), new(payment.DealId, payment.Currency, payment.PlannedAmount, 0, 0)];
        return amount == payment.PlannedAmount ? [] : [new(payment.DealId, currency, payment.PlannedAmount - amount, 0, 0)];
    }

    private static string? Before(PaymentUpdated updated, string field) => updated.Changes.FirstOrDefault(change => change.Field == field)?.From;

    private static DealTotalDelta Whole(PaymentContext payment) =>
        new(payment.DealId, payment.Currency, payment.Cancelled ? 0 : payment.PlannedAmount, payment.Received, payment.Spent);

    private static DealTotalDelta Negated(DealTotalDelta delta) =>
        delta with { Expected = -delta.Expected, Received = -delta.Received, Spent = -delta.Spent };

    /// <summary>What the rules of payments never let through, and what would spoil a total for ever.</summary>
    private static void Check(DealTotalDelta delta)
    {
        if (!Currencies.TryGetDecimals(delta.Currency, out _))
            throw new FormatException($"'{delta.Currency}' is no currency.");
        foreach (var amount in (ReadOnlySpan<decimal>)[delta.Expected, delta.Received, delta.Spent])
        {
            if (Currencies.Scale(amount, delta.Currency) is null || Math.Abs(amount) >= PaymentChecks.AmountLimit)
                throw new FormatException($"{amount} is no amount of the currency '{delta.Currency}', or too large for a payment.");
        }
    }
}
