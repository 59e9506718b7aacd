using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>The events of payments as JSON. Amounts are decimal strings.</summary>
public sealed class PaymentEventCodec : IEventCodec<PaymentEvent>
{
    private static readonly FrozenDictionary<Type, (string Name, short SchemaVersion)> Types = typeof(PaymentEvent).Assembly.GetTypes()
        .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(PaymentEvent)))
        .ToFrozenDictionary(static type => type, static type =>
        {
            var attribute = type.GetCustomAttribute<EventTypeAttribute>()!;
            return (attribute.Name, attribute.SchemaVersion);
        });

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(PaymentEvent happened) => Types[happened.GetType()];

    /// <inheritdoc/>
    public void Write(PaymentEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (happened)
        {
            case PaymentCreated created:
                WriteSnapshot(writer, created);
                break;
            case PaymentUpdated updated:
                DealEventWriter.Changes(writer, updated.Changes);
                break;
            case PaymentEntryEvent booked:
                WriteEntry(writer, booked.Entry);
                break;
            case TransferStarted started:
                writer.WritePropertyName("transfer");
                TransferJson.Write(writer, started.Transfer);
                break;
            case TransferRefused refused:
                writer.WriteString("transferId", refused.TransferId);
                writer.WriteString("reason", refused.Reason);
                break;
            case TransferEnded ended:
                writer.WriteString("transferId", ended.TransferId);
                writer.WriteBoolean("completed", ended.IsCompleted);
                break;
        }

        writer.WriteString("dealId", happened.Payment.DealId);
        WritePayment(writer, happened.Payment);
        DealEventWriter.Context(writer, happened.Deal);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public PaymentEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        var (payment, deal, entry) = PaymentEventReader.Read(json.Span);
        return (name, schemaVersion) switch
        {
            ("deal.payment.cancelled", 1) => new PaymentCancelled(payment, deal),
            ("deal.payment.moved.out", 1) => new PaymentMovedOut(payment, deal),
            ("deal.payment.moved.in", 1) => new PaymentMovedIn(payment, deal),
            ("deal.payment.income.created", 1) => new PaymentIncomeCreated(entry.Required("entry"), payment, deal),
            ("deal.payment.income.reversed", 1) => new PaymentIncomeReversed(entry.Required("entry"), payment, deal),
            ("deal.payment.expense.created", 1) => new PaymentExpenseCreated(entry.Required("entry"), payment, deal),
            ("deal.payment.expense.reversed", 1) => new PaymentExpenseReversed(entry.Required("entry"), payment, deal),
            _ => ReadOther(name, schemaVersion, json, payment, deal),
        };
    }

    /// <summary>Events with parts that no others have.</summary>
    private static PaymentEvent ReadOther(string name, short schemaVersion, ReadOnlyMemory<byte> json, PaymentContext payment, DealContext deal)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        return (name, schemaVersion) switch
        {
            ("deal.payment.created", 1) => ReadSnapshot(data.GetProperty("snapshot"), payment, deal),
            ("deal.payment.updated", 1) => new PaymentUpdated(DealEventReader.Changes(data.GetProperty("changes")), payment, deal),
            ("deal.payment.transfer.started", 1) => new TransferStarted(TransferJson.Read(data.GetProperty("transfer")), payment, deal),
            ("deal.payment.transfer.refused", 1) => new TransferRefused(data.GetProperty("transferId").GetGuid(), data.Text("reason"), payment, deal),
            ("deal.payment.transfer.ended", 1) => new TransferEnded(
                data.GetProperty("transferId").GetGuid(), data.GetProperty("completed").GetBoolean(), payment, deal),
            _ => throw new InvalidOperationException($"No event of a payment is called '{name}' with schema version {schemaVersion}."),
        };
    }

    private static void WriteSnapshot(Utf8JsonWriter writer, PaymentCreated created)
    {
        writer.WriteStartObject("snapshot");
        writer.WriteString("id", created.Id);
        writer.WriteString(PaymentFields.Title, created.Title);
        WriteDate(writer, PaymentFields.PlannedDate, created.PlannedDate);
        writer.WriteString(PaymentFields.Comment, created.Comment);
        writer.WriteEndObject();
    }

    private static PaymentCreated ReadSnapshot(JsonElement snapshot, PaymentContext payment, DealContext deal) => new(
        snapshot.GetProperty("id").GetGuid(),
        snapshot.Text(PaymentFields.Title),
        JsonText.ToDate(snapshot.GetProperty(PaymentFields.PlannedDate).GetRawText()),
        snapshot.GetProperty(PaymentFields.Comment).GetString(),
        payment,
        deal);

    private static void WriteEntry(Utf8JsonWriter writer, BookedEntry entry)
    {
        writer.WriteStartObject("entry");
        writer.WriteString("id", entry.Id);
        WriteDate(writer, "date", entry.Date);
        WriteAmount(writer, "amount", entry.Amount);
        writer.WriteString("method", entry.Method);
        writer.WriteString("reference", entry.Reference);
        writer.WriteString("comment", entry.Comment);
        if (entry.Reverses is { } reverses)
            writer.WriteString("reverses", reverses);
        writer.WriteEndObject();
    }

    private static void WritePayment(Utf8JsonWriter writer, PaymentContext payment)
    {
        writer.WriteStartObject("payment");
        writer.WriteString("currency", payment.Currency);
        WriteAmount(writer, "plannedAmount", payment.PlannedAmount);
        WriteAmount(writer, "received", payment.Received);
        WriteAmount(writer, "spent", payment.Spent);
        writer.WriteBoolean("cancelled", payment.Cancelled);
        writer.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter writer, string name, decimal amount)
    {
        Span<char> text = stackalloc char[32];
        amount.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    private static void WriteDate(Utf8JsonWriter writer, string name, DateOnly? date)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonText.Of(date), skipInputValidation: true);
    }
}
