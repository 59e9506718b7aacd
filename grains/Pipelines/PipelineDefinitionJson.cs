using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>A pipeline's definition as JSON, the same in events and rows.</summary>
public static class PipelineDefinitionJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Of(PipelineDefinition definition)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            Write(writer, definition);
        return buffer.WrittenSpan;
    }

    public static void Write(Utf8JsonWriter writer, PipelineDefinition definition)
    {
        writer.WriteStartObject();
        writer.WriteString("name", definition.Name);
        writer.WriteStartArray("stages");
        foreach (var stage in definition.Stages)
            Write(writer, stage);
        writer.WriteEndArray();
        writer.WriteStartArray("customFields");
        foreach (var field in definition.CustomFields)
            Write(writer, field);
        writer.WriteEndArray();
        Texts(writer, "lostReasons", definition.LostReasons);
        writer.WriteBoolean("freeFields", definition.FreeFields);
        if (definition.Hours is { } hours)
            PipelineTimesJson.Write(writer, hours);
        writer.WriteEndObject();
    }

    public static PipelineDefinition Read(JsonElement definition) => new(
        definition.Text("name"), [.. definition.GetProperty("stages").EnumerateArray().Select(Stage)])
    {
        CustomFields = [.. definition.GetProperty("customFields").EnumerateArray().Select(Field)],
        LostReasons = Texts(definition.GetProperty("lostReasons")),
        FreeFields = definition.GetProperty("freeFields").GetBoolean(),
        Hours = definition.TryGetProperty("hours", out var hours) ? PipelineTimesJson.Hours(hours) : null,
    };

    private static void Write(Utf8JsonWriter writer, PipelineStage stage)
    {
        writer.WriteStartObject();
        writer.WriteString("slug", stage.Slug);
        writer.WriteString("name", stage.Name);
        if (stage.Probability is { } probability)
            writer.WriteNumber("probability", probability);
        else
            writer.WriteNull("probability");
        Texts(writer, "requiredFields", stage.RequiredFields);
        writer.WriteBoolean("retired", stage.Retired);
        if (!stage.Tasks.IsEmpty)
            PipelineTimesJson.Write(writer, stage.Tasks);
        if (stage.Sla is { } sla)
            PipelineTimesJson.Write(writer, sla);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CustomField field)
    {
        writer.WriteStartObject();
        writer.WriteString("key", field.Key);
        writer.WriteString("name", field.Name);
        writer.WriteString("type", CustomFieldTypes.NameOf(field.Type));
        if (field.Currency is not null)
            writer.WriteString("currency", field.Currency);
        if (!field.Choices.IsEmpty)
            Texts(writer, "choices", field.Choices);
        writer.WriteBoolean("hidden", field.Hidden);
        writer.WriteEndObject();
    }

    private static PipelineStage Stage(JsonElement stage) => new(stage.Text("slug"), stage.Text("name"))
    {
        Probability = stage.GetProperty("probability") is { ValueKind: JsonValueKind.Number } probability ? probability.GetInt32() : null,
        RequiredFields = Texts(stage.GetProperty("requiredFields")),
        Retired = stage.GetProperty("retired").GetBoolean(),
        Tasks = stage.TryGetProperty("tasks", out var tasks) ? PipelineTimesJson.Tasks(tasks) : [],
        Sla = stage.TryGetProperty("sla", out var sla) ? PipelineTimesJson.Sla(sla) : null,
    };

    private static CustomField Field(JsonElement field) => new(field.Text("key"), field.Text("name"), CustomFieldTypes.Parse(field.Text("type")))
    {
        Currency = field.TryGetProperty("currency", out var currency) ? currency.GetString() : null,
        Choices = field.TryGetProperty("choices", out var choices) ? Texts(choices) : [],
        Hidden = field.GetProperty("hidden").GetBoolean(),
    };

    private static void Texts(Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static ImmutableArray<string> Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(static text => text.GetString()!)];
}
