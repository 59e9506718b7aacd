using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Grains.Deals;

/// <summary>The parts of a deal event's JSON. Amounts are decimal strings; JSON texts are written as they are.</summary>
internal static class DealEventWriter
{
    public static void Context(Utf8JsonWriter writer, DealContext deal)
    {
        writer.WriteStartObject("deal");
        writer.WriteString("ownerId", deal.OwnerId);
        Id(writer, "teamId", deal.TeamId);
        writer.WriteString("pipelineId", deal.PipelineId);
        writer.WriteString("stage", deal.Stage);
        Amount(writer, deal.Amount);
        writer.WriteString("currency", deal.Currency);
        writer.WriteString("status", deal.Status.Name());
        writer.WriteBoolean("archived", deal.Archived);
        if (!deal.SharedWith.IsEmpty)
            Ids(writer, "sharedWith", deal.SharedWith);
        writer.WriteEndObject();
    }

    public static void Before(Utf8JsonWriter writer, DealContextChange? before)
    {
        if (before is null)
            return;
        writer.WriteStartObject("before");
        if (before.OwnerId.IsSet)
            writer.WriteString("ownerId", before.OwnerId.Value);
        if (before.TeamId.IsSet)
            Id(writer, "teamId", before.TeamId.Value);
        if (before.PipelineId.IsSet)
            writer.WriteString("pipelineId", before.PipelineId.Value);
        if (before.Stage.IsSet)
            writer.WriteString("stage", before.Stage.Value);
        if (before.Amount.IsSet)
            Amount(writer, before.Amount.Value);
        if (before.Currency.IsSet)
            writer.WriteString("currency", before.Currency.Value);
        if (before.Status.IsSet)
            writer.WriteString("status", before.Status.Value.Name());
        if (before.Archived.IsSet)
            writer.WriteBoolean("archived", before.Archived.Value);
        if (before.SharedWith.IsSet)
            Ids(writer, "sharedWith", before.SharedWith.Value);
        writer.WriteEndObject();
    }

    public static void Changes(Utf8JsonWriter writer, ImmutableArray<FieldChange> changes)
    {
        writer.WriteStartObject("changes");
        foreach (var change in changes)
        {
            writer.WriteStartObject(change.Field);
            writer.WritePropertyName("from");
            writer.WriteRawValue(change.From, skipInputValidation: true);
            writer.WritePropertyName("to");
            writer.WriteRawValue(change.To, skipInputValidation: true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static void Snapshot(Utf8JsonWriter writer, DealCreated created)
    {
        writer.WriteStartObject("snapshot");
        writer.WriteString("id", created.Id);
        writer.WriteString("title", created.Title);
        writer.WriteString("client", created.Client);
        writer.WritePropertyName("expectedCloseDate");
        writer.WriteRawValue(JsonText.Of(created.ExpectedCloseDate), skipInputValidation: true);
        writer.WriteStartArray("tags");
        foreach (var tag in created.Tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteStartObject("customFields");
        foreach (var (key, json) in created.CustomFields)
        {
            writer.WritePropertyName(key);
            writer.WriteRawValue(json, skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Amount(Utf8JsonWriter writer, decimal? amount)
    {
        if (amount is null)
        {
            writer.WriteNull("amount");
            return;
        }

        Span<char> text = stackalloc char[32];
        amount.Value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteString("amount", text[..length]);
    }

    public static void Id(Utf8JsonWriter writer, string name, Guid? id)
    {
        if (id is { } value)
            writer.WriteString(name, value);
        else
            writer.WriteNull(name);
    }

    private static void Ids(Utf8JsonWriter writer, string name, ImmutableArray<Guid> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
            writer.WriteStringValue(id);
        writer.WriteEndArray();
    }
}
