using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Grains.Deals;

/// <summary>Reads back what <see cref="DealEventWriter"/> writes.</summary>
internal static class DealEventReader
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static DealContext Context(JsonElement deal)
    {
        var json = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(deal));
        return Context(ref json);
    }

    /// <summary>The object that comes next.</summary>
    public static DealContext Context(ref Utf8JsonReader json)
    {
        Optional<Guid> ownerId = default;
        Optional<Guid?> teamId = default;
        Optional<Guid> pipelineId = default;
        Optional<string> stage = default;
        Optional<decimal?> amount = default;
        Optional<string?> currency = default;
        Optional<DealStatus> status = default;
        Optional<bool> archived = default;
        ImmutableArray<Guid> sharedWith = [];
        json.Begin();
        while (json.Next())
        {
            if (json.ValueTextEquals("ownerId"u8))
                ownerId = json.Id();
            else if (json.ValueTextEquals("teamId"u8))
                teamId = json.OptionalId();
            else if (json.ValueTextEquals("pipelineId"u8))
                pipelineId = json.Id();
            else if (json.ValueTextEquals("stage"u8))
                stage = json.Text();
            else if (json.ValueTextEquals("amount"u8))
                amount = json.OptionalAmount();
            else if (json.ValueTextEquals("currency"u8))
                currency = json.OptionalText();
            else if (json.ValueTextEquals("status"u8))
                status = DealStatusNames.Parse(json.Text());
            else if (json.ValueTextEquals("archived"u8))
                archived = json.Flag();
            else if (json.ValueTextEquals("sharedWith"u8))
                sharedWith = json.Ids();
            else
                json.Skip();
        }

        return new DealContext(
            ownerId.Required("ownerId"),
            teamId.Required("teamId"),
            pipelineId.Required("pipelineId"),
            stage.Required("stage"),
            amount.Required("amount"),
            currency.Required("currency"),
            status.Required("status"),
            archived.Required("archived"))
        {
            SharedWith = sharedWith,
        };
    }

    public static DealContextChange Before(JsonElement before) => new()
    {
        OwnerId = Where(before, "ownerId", static e => e.GetGuid()),
        TeamId = Where(before, "teamId", Id),
        PipelineId = Where(before, "pipelineId", static e => e.GetGuid()),
        Stage = Where(before, "stage", static e => e.GetString()!),
        Amount = Where(before, "amount", Amount),
        Currency = Where(before, "currency", static e => e.GetString()),
        Status = Where(before, "status", static e => DealStatusNames.Parse(e.GetString())),
        Archived = Where(before, "archived", static e => e.GetBoolean()),
        SharedWith = Where(before, "sharedWith", Ids),
    };

    public static ImmutableArray<FieldChange> Changes(JsonElement changes) =>
    [
        .. changes.EnumerateObject().Select(static change => new FieldChange(
            change.Name, change.Value.GetProperty("from").GetRawText(), change.Value.GetProperty("to").GetRawText())),
    ];

    public static DealCreated Created(JsonElement snapshot, DealContext deal) => new(
        snapshot.GetProperty("id").GetGuid(),
        snapshot.Text("title"),
        snapshot.GetProperty("client").GetString(),
        JsonText.ToDate(snapshot.GetProperty("expectedCloseDate").GetRawText()),
        [.. snapshot.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetString()!)],
        snapshot.GetProperty("customFields").EnumerateObject().Aggregate(
            DealView.NoCustomFields, static (fields, field) => fields.SetItem(field.Name, field.Value.GetRawText())),
        deal);

    private static ImmutableArray<Guid> Ids(JsonElement ids) => [.. ids.EnumerateArray().Select(static id => id.GetGuid())];

    private static Optional<T> Where<T>(JsonElement before, string name, Func<JsonElement, T> read) =>
        before.TryGetProperty(name, out var value) ? new Optional<T>(true, read(value)) : default;

    private static decimal? Amount(JsonElement amount) =>
        amount.ValueKind == JsonValueKind.Null ? null : decimal.Parse(amount.GetString()!, CultureInfo.InvariantCulture);

    public static Guid? Id(JsonElement id) => id.ValueKind == JsonValueKind.Null ? null : id.GetGuid();
}
