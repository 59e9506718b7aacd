using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Grains.Deals;

/// <summary>Reads back what <see cref="DealEventWriter"/> writes.</summary>
internal static class DealEventReader
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static DealContext Context(JsonElement deal) => new(
        deal.GetProperty("ownerId").GetGuid(),
        Id(deal.GetProperty("teamId")),
        deal.GetProperty("pipelineId").GetGuid(),
        deal.Text("stage"),
        Amount(deal.GetProperty("amount")),
        deal.GetProperty("currency").GetString(),
        DealStatusNames.Parse(deal.Text("status")),
        deal.GetProperty("archived").GetBoolean())
    {
        SharedWith = deal.TryGetProperty("sharedWith", out var sharedWith) ? Ids(sharedWith) : [],
    };

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
