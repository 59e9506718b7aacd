using System.Text.Json;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>The events of API keys as JSON, without anything of their secrets.</summary>
public sealed class ApiKeyEventCodec : IEventCodec<ApiKeyEvent>
{
    private const string Created = "api_key.created";
    private const string Revoked = "api_key.revoked";

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(ApiKeyEvent happened) => happened switch
    {
        ApiKeyCreated => (Created, (short)1),
        ApiKeyRevoked => (Revoked, (short)1),
        _ => throw new InvalidOperationException($"No event of an API key is a {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public void Write(ApiKeyEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("ownerId", happened.OwnerId);
        writer.WriteString("keyId", happened.KeyId);
        if (happened is ApiKeyCreated created)
        {
            writer.WriteString("name", created.Name);
            writer.WriteStartArray("scopes");
            foreach (var scope in created.Scopes)
                writer.WriteStringValue(scope);
            writer.WriteEndArray();
            writer.WriteString("expiresAt", created.ExpiresAt.UtcDateTime);
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public ApiKeyEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        var (owner, key) = (data.GetProperty("ownerId").GetGuid(), data.GetProperty("keyId").GetGuid());
        return (name, schemaVersion) switch
        {
            (Created, 1) => new ApiKeyCreated(
                owner,
                key,
                data.GetProperty("name").GetString()!,
                [.. data.GetProperty("scopes").EnumerateArray().Select(static scope => scope.GetString()!)],
                data.GetProperty("expiresAt").GetDateTimeOffset(),
                null),
            (Revoked, 1) => new ApiKeyRevoked(owner, key),
            _ => throw new InvalidOperationException($"No event of an API key is called '{name}' with schema version {schemaVersion}."),
        };
    }
}
