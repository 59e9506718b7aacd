using System.Text.Json;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>The events of roles as JSON.</summary>
public sealed class RoleEventCodec : IEventCodec<RoleEvent>
{
    private const string Created = "role.created";

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(RoleEvent happened) => happened is RoleCreated
        ? (Created, (short)1)
        : throw new InvalidOperationException($"No event of a role is a {happened.GetType().Name}.");

    /// <inheritdoc/>
    public void Write(RoleEvent happened, Utf8JsonWriter writer)
    {
        var created = (RoleCreated)happened;
        writer.WriteStartObject();
        writer.WriteString("name", created.Name);
        writer.WriteString("description", created.Description);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RoleEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        return (name, schemaVersion) switch
        {
            (Created, 1) => new RoleCreated(data.GetProperty("name").GetString()!, data.GetProperty("description").GetString()),
            _ => throw new InvalidOperationException($"No event of a role is called '{name}' with schema version {schemaVersion}."),
        };
    }
}
