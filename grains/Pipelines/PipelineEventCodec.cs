using System.Text.Json;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>The events of pipelines as JSON.</summary>
public sealed class PipelineEventCodec : IEventCodec<PipelineEvent>
{
    private const string Created = "pipeline.created";
    private const string Updated = "pipeline.updated";

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(PipelineEvent happened) => happened switch
    {
        PipelineCreated => (Created, 1),
        PipelineUpdated => (Updated, 1),
        _ => throw new InvalidOperationException($"No event of a pipeline is a {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public void Write(PipelineEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (happened is PipelineCreated created)
            writer.WriteString("id", created.Id);
        writer.WritePropertyName("pipeline");
        PipelineDefinitionJson.Write(writer, happened.Definition);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public PipelineEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        var definition = PipelineDefinitionJson.Read(data.GetProperty("pipeline"));
        return (name, schemaVersion) switch
        {
            (Created, 1) => new PipelineCreated(data.GetProperty("id").GetGuid(), definition),
            (Updated, 1) => new PipelineUpdated(definition),
            _ => throw new InvalidOperationException($"No event of a pipeline is called '{name}' with schema version {schemaVersion}."),
        };
    }
}
