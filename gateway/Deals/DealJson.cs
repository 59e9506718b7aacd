using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Payments;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Writes deals in their wire shape.</summary>
internal static class DealJson
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText Title = JsonEncodedText.Encode(DealFields.Title);
    private static readonly JsonEncodedText Client = JsonEncodedText.Encode(DealFields.Client);
    private static readonly JsonEncodedText Amount = JsonEncodedText.Encode(DealFields.Amount);
    private static readonly JsonEncodedText Currency = JsonEncodedText.Encode(DealFields.Currency);
    private static readonly JsonEncodedText PipelineId = JsonEncodedText.Encode(DealFields.PipelineId);
    private static readonly JsonEncodedText Stage = JsonEncodedText.Encode(DealFields.Stage);
    private static readonly JsonEncodedText OwnerId = JsonEncodedText.Encode(DealFields.OwnerId);
    private static readonly JsonEncodedText TeamId = JsonEncodedText.Encode(DealFields.TeamId);
    private static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    private static readonly JsonEncodedText LostReason = JsonEncodedText.Encode("lostReason");
    private static readonly JsonEncodedText Archived = JsonEncodedText.Encode("archived");
    private static readonly JsonEncodedText ExpectedCloseDate = JsonEncodedText.Encode(DealFields.ExpectedCloseDate);
    private static readonly JsonEncodedText Tags = JsonEncodedText.Encode(DealFields.Tags);
    private static readonly JsonEncodedText CustomFields = JsonEncodedText.Encode(DealFields.CustomFields);
    private static readonly JsonEncodedText SharedWith = JsonEncodedText.Encode(DealFields.SharedWith);
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");

    public static void Write(Utf8JsonWriter json, DealView deal)
    {
        json.WriteStartObject();
        json.WriteString(Id, deal.Id);
        json.WriteNumber(Version, deal.Version);
        json.WriteString(Title, deal.Title);
        json.WriteString(Client, deal.Client);
        json.WriteDecimal(Amount, deal.Amount);
        json.WriteString(Currency, deal.Currency);
        json.WriteString(PipelineId, deal.PipelineId);
        json.WriteString(Stage, deal.Stage);
        json.WriteString(OwnerId, deal.OwnerId);
        json.WriteUuid(TeamId, deal.TeamId);
        WriteSharedWith(json, deal);
        json.WriteString(Status, NameOf(deal.Status));
        if (deal.Status == DealStatus.Lost) json.WriteString(LostReason, deal.LostReason);
        json.WriteBoolean(Archived, deal.Archived);
        json.WriteDate(ExpectedCloseDate, deal.ExpectedCloseDate);
        WriteTags(json, deal);
        WriteCustomFields(json, deal);
        json.WriteTime(CreatedAt, deal.CreatedAt);
        json.WriteTime(UpdatedAt, deal.UpdatedAt);
        if (deal.Totals is { } totals)
        {
            json.WritePropertyName("totals"u8);
            PaymentJson.WriteTotals(json, totals);
        }

        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, DealPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var deal in page.Items) Write(json, deal);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    public static string NameOf(DealStatus status) => status switch
    {
        DealStatus.Won => "won",
        DealStatus.Lost => "lost",
        _ => "open",
    };

    private static void WriteSharedWith(Utf8JsonWriter json, DealView deal)
    {
        json.WriteStartArray(SharedWith);
        foreach (var other in deal.SharedWith) json.WriteStringValue(other);
        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, DealView deal)
    {
        json.WriteStartArray(Tags);
        foreach (var tag in deal.Tags) json.WriteStringValue(tag);
        json.WriteEndArray();
    }

    private static void WriteCustomFields(Utf8JsonWriter json, DealView deal)
    {
        json.WriteStartObject(CustomFields);
        foreach (var (name, value) in deal.CustomFields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }

        json.WriteEndObject();
    }
}
