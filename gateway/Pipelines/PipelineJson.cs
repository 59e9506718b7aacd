using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>Writes pipelines in their wire shape.</summary>
internal static class PipelineJson
{
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");

    public static void Write(Utf8JsonWriter json, PipelineView pipeline)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, pipeline.Id);
        json.WriteNumber("version"u8, pipeline.Version);
        json.WriteString(PipelineFields.Name, pipeline.Definition.Name);
        json.WriteStartArray(PipelineFields.Stages);
        foreach (var stage in pipeline.Definition.Stages) Write(json, stage);
        json.WriteEndArray();
        json.WriteStartArray(PipelineFields.CustomFields);
        foreach (var field in pipeline.Definition.CustomFields) Write(json, field);
        json.WriteEndArray();
        Texts(json, PipelineFields.LostReasons, pipeline.Definition.LostReasons);
        json.WriteBoolean(PipelineFields.FreeFields, pipeline.Definition.FreeFields);
        if (pipeline.Definition.Hours is { } hours) PipelineTimesJson.Write(json, hours);
        Time(json, CreatedAt, pipeline.CreatedAt);
        Time(json, UpdatedAt, pipeline.UpdatedAt);
        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, PipelinePage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var pipeline in page.Items) Write(json, pipeline);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PipelineStage stage)
    {
        json.WriteStartObject();
        json.WriteString(PipelineFields.Slug, stage.Slug);
        json.WriteString(PipelineFields.Name, stage.Name);
        if (stage.Probability is { } probability) json.WriteNumber(PipelineFields.Probability, probability);
        else json.WriteNull(PipelineFields.Probability);
        Texts(json, PipelineFields.RequiredFields, stage.RequiredFields);
        json.WriteBoolean(PipelineFields.Retired, stage.Retired);
        if (!stage.Tasks.IsEmpty) PipelineTimesJson.Write(json, stage.Tasks);
        if (stage.Sla is { } sla) PipelineTimesJson.Write(json, sla);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CustomField field)
    {
        json.WriteStartObject();
        json.WriteString(PipelineFields.Key, field.Key);
        json.WriteString(PipelineFields.Name, field.Name);
        json.WriteString(PipelineFields.Type, CustomFieldTypeNames.Of(field.Type));
        if (field.Currency is not null) json.WriteString(PipelineFields.Currency, field.Currency);
        if (field.Type == CustomFieldType.Choice) Texts(json, PipelineFields.Choices, field.Choices);
        json.WriteBoolean(PipelineFields.Hidden, field.Hidden);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset? time)
    {
        if (time is { } value) json.WriteTime(name, value);
        else json.WriteNull(name);
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
