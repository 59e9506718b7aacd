using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Payments;

/// <summary>Transfers as JSON, in events and in the payment's row: equal transfers have equal texts.</summary>
public static class TransferJson
{
    private const string Income = "income";
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON array, by id.</summary>
    public static string Of(ImmutableSortedDictionary<Guid, PaymentTransfer> transfers)
    {
        if (transfers.IsEmpty)
            return "[]";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartArray();
            foreach (var transfer in transfers.Values)
                Write(writer, transfer);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads back what <see cref="Of"/> writes.</summary>
    public static ImmutableSortedDictionary<Guid, PaymentTransfer> Read(string json)
    {
        if (json == "[]")
            return ImmutableSortedDictionary<Guid, PaymentTransfer>.Empty;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray().Select(Read).ToImmutableSortedDictionary(static t => t.Id, static t => t);
    }

    internal static void Write(Utf8JsonWriter writer, PaymentTransfer transfer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", transfer.Id);
        writer.WriteString("kind", transfer.Kind == PaymentEntryKind.Income ? Income : "expense");
        writer.WriteString("entryId", transfer.EntryId);
        writer.WriteString("toPaymentId", transfer.ToPaymentId);
        writer.WritePropertyName("date");
        writer.WriteRawValue(JsonText.Of(transfer.Date), skipInputValidation: true);
        writer.WriteString("amount", transfer.Amount.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("currency", transfer.Currency);
        writer.WriteString("method", transfer.Method);
        writer.WriteString("reference", transfer.Reference);
        writer.WriteString("comment", transfer.Comment);
        writer.WriteString("actorId", transfer.ActorId);
        writer.WriteEndObject();
    }

    internal static PaymentTransfer Read(JsonElement transfer) => new()
    {
        Id = transfer.GetProperty("id").GetGuid(),
        Kind = transfer.Text("kind") == Income ? PaymentEntryKind.Income : PaymentEntryKind.Expense,
        EntryId = transfer.GetProperty("entryId").GetGuid(),
        ToPaymentId = transfer.GetProperty("toPaymentId").GetGuid(),
        Date = JsonText.ToDate(transfer.GetProperty("date").GetRawText())!.Value,
        Amount = decimal.Parse(transfer.Text("amount"), CultureInfo.InvariantCulture),
        Currency = transfer.Text("currency"),
        Method = transfer.GetProperty("method").GetString(),
        Reference = transfer.GetProperty("reference").GetString(),
        Comment = transfer.GetProperty("comment").GetString(),
        ActorId = transfer.GetProperty("actorId").GetGuid(),
    };
}
