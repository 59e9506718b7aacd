using System.Text.Json;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Payments;

/// <summary>Writes payments, entries and totals in their wire shapes.</summary>
internal static class PaymentJson
{
    private static readonly JsonEncodedText PlannedAmount = JsonEncodedText.Encode(PaymentFields.PlannedAmount);
    private static readonly JsonEncodedText PlannedDate = JsonEncodedText.Encode(PaymentFields.PlannedDate);
    private static readonly JsonEncodedText Date = JsonEncodedText.Encode(PaymentFields.Date);
    private static readonly JsonEncodedText Amount = JsonEncodedText.Encode(PaymentFields.Amount);
    private static readonly JsonEncodedText Expected = JsonEncodedText.Encode("expected");
    private static readonly JsonEncodedText Received = JsonEncodedText.Encode("received");
    private static readonly JsonEncodedText Spent = JsonEncodedText.Encode("spent");
    private static readonly JsonEncodedText Balance = JsonEncodedText.Encode("balance");
    private static readonly JsonEncodedText ReversedBy = JsonEncodedText.Encode("reversedBy");
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");

    public static string NameOf(PaymentEntryKind kind) => kind == PaymentEntryKind.Income ? "income" : "expense";

    public static void Write(Utf8JsonWriter json, PaymentView payment)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, payment.Id);
        json.WriteNumber("version"u8, payment.Version);
        json.WriteString(PaymentFields.DealId, payment.DealId);
        json.WriteString(PaymentFields.Title, payment.Title);
        json.WriteString(PaymentFields.Currency, payment.Currency);
        json.WriteDecimal(PlannedAmount, payment.PlannedAmount);
        json.WriteDate(PlannedDate, payment.PlannedDate);
        json.WriteString(PaymentFields.Comment, payment.Comment);
        json.WriteDecimal(Received, payment.Received);
        json.WriteDecimal(Spent, payment.Spent);
        json.WriteBoolean("cancelled"u8, payment.Cancelled);
        json.WriteTime(CreatedAt, payment.CreatedAt);
        json.WriteTime(UpdatedAt, payment.UpdatedAt);
        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, PaymentPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var payment in page.Items) Write(json, payment);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    public static void WriteEntry(Utf8JsonWriter json, PaymentEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, entry.Id);
        json.WriteString("paymentId"u8, entry.PaymentId);
        json.WriteString("kind"u8, NameOf(entry.Kind));
        json.WriteNumber("version"u8, entry.Version);
        json.WriteDate(Date, entry.Date);
        json.WriteDecimal(Amount, entry.Amount);
        json.WriteString(PaymentFields.Currency, entry.Currency);
        json.WriteString(PaymentFields.Method, entry.Method);
        json.WriteString(PaymentFields.Reference, entry.Reference);
        json.WriteString(PaymentFields.Comment, entry.Comment);
        if (entry.Reverses is { } reverses) json.WriteString("reverses"u8, reverses);
        else json.WriteUuid(ReversedBy, entry.ReversedBy);
        json.WriteString("actorId"u8, entry.ActorId);
        json.WriteTime(CreatedAt, entry.CreatedAt);
        json.WriteEndObject();
    }

    public static void WriteEntries(Utf8JsonWriter json, PaymentEntryPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var entry in page.Items) WriteEntry(json, entry);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    public static void WriteTransfer(Utf8JsonWriter json, TransferResult result)
    {
        var transfer = result.Transfer;
        json.WriteStartObject();
        json.WriteString("id"u8, transfer.Id);
        json.WriteString("kind"u8, NameOf(transfer.Kind));
        json.WriteString("fromPaymentId"u8, result.FromPaymentId);
        json.WriteString("toPaymentId"u8, transfer.ToPaymentId);
        json.WriteString("entryId"u8, transfer.EntryId);
        json.WriteDate(Date, transfer.Date);
        json.WriteDecimal(Amount, transfer.Amount);
        json.WriteString(PaymentFields.Currency, transfer.Currency);
        json.WriteString("outcome"u8, NameOf(result.Outcome));
        json.WriteEndObject();
    }

    public static string NameOf(TransferOutcome outcome) => outcome switch
    {
        TransferOutcome.Completed => "completed",
        TransferOutcome.Returned => "returned",
        _ => "pending",
    };

    public static void WriteBalance(Utf8JsonWriter json, DealBalance balance)
    {
        json.WriteStartObject();
        json.WriteString(PaymentFields.DealId, balance.DealId);
        json.WritePropertyName("totals"u8);
        WriteTotals(json, balance.Totals);
        json.WriteNumber("pending"u8, balance.Pending);
        if (balance.Verification is { } verification)
        {
            json.WriteStartObject("verification"u8);
            json.WriteBoolean("equal"u8, verification.IsEqual);
            json.WritePropertyName("recomputed"u8);
            WriteTotals(json, verification.Recomputed);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void WriteTotals(Utf8JsonWriter json, IReadOnlyList<DealTotal> totals)
    {
        json.WriteStartArray();
        foreach (var total in totals)
        {
            json.WriteStartObject();
            json.WriteString(PaymentFields.Currency, total.Currency);
            json.WriteDecimal(Expected, total.Expected);
            json.WriteDecimal(Received, total.Received);
            json.WriteDecimal(Spent, total.Spent);
            json.WriteDecimal(Balance, total.Balance);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
