using System.Text.Json;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Teams;

/// <summary>The events of teams as JSON.</summary>
public sealed class TeamEventCodec : IEventCodec<TeamEvent>
{
    private const string Created = "team.created";
    private const string Renamed = "team.renamed";

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(TeamEvent happened) => happened switch
    {
        TeamCreated => (Created, 1),
        TeamRenamed => (Renamed, 1),
        _ => throw new InvalidOperationException($"No event of a team is a {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public void Write(TeamEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (happened is TeamCreated created)
        {
            writer.WriteString("id", created.Id);
            writer.WriteString("name", created.Name);
        }
        else if (happened is TeamRenamed renamed)
        {
            writer.WriteString("name", renamed.Name);
            writer.WriteStartObject("before");
            writer.WriteString("name", renamed.NameBefore);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public TeamEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        return (name, schemaVersion) switch
        {
            (Created, 1) => new TeamCreated(data.GetProperty("id").GetGuid(), data.GetProperty("name").GetString()!),
            (Renamed, 1) => new TeamRenamed(data.GetProperty("name").GetString()!, data.GetProperty("before").GetProperty("name").GetString()!),
            _ => throw new InvalidOperationException($"No event of a team is called '{name}' with schema version {schemaVersion}."),
        };
    }
}
