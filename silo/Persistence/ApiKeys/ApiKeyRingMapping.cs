using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.ApiKeys;

/// <summary>The keys of a user in <c>auth.api_key_rings</c>; the database keeps <c>auth.api_keys</c> beside it.</summary>
public sealed class ApiKeyRingMapping : IAggregateMapping<ApiKeyRingState, ApiKeyEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "api_key";

    /// <inheritdoc/>
    public string Table => "auth.api_key_rings";

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<ApiKeyEvent> Codec { get; } = new ApiKeyEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<ApiKeyRingState>> Columns { get; } =
    [
        new Column<ApiKeyRingState, Guid>("owner_id", "uuid", NpgsqlDbType.Uuid, static s => s.OwnerId),
        new Column<ApiKeyRingState, string>("keys", "text", NpgsqlDbType.Text, static s => Write(s.Keys), cast: "jsonb"),
    ];

    /// <inheritdoc/>
    public long VersionOf(ApiKeyRingState state) => state.Version;

    /// <inheritdoc/>
    public ApiKeyRingState Read(NpgsqlDataReader row)
    {
        var owner = row.GetGuid(2);
        using var keys = JsonDocument.Parse(row.GetString(3));
        return new ApiKeyRingState(owner, row.GetInt64(1), [.. keys.RootElement.EnumerateArray().Select(key => Read(owner, key))]);
    }

    private static ApiKeyEntry Read(Guid owner, JsonElement key)
    {
        var view = new ApiKeyView
        {
            Id = key.GetProperty("id").GetGuid(),
            OwnerId = owner,
            Name = key.GetProperty("name").GetString()!,
            Scopes = [.. key.GetProperty("scopes").EnumerateArray().Select(static scope => scope.GetString()!)],
            CreatedAt = key.GetProperty("createdAt").GetDateTimeOffset(),
            ExpiresAt = key.GetProperty("expiresAt").GetDateTimeOffset(),
            LastUsedAt = null,
        };
        return new ApiKeyEntry(view, new ApiKeyHash(key.GetProperty("hash").GetString()!));
    }

    private static string Write(ImmutableArray<ApiKeyEntry> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var (view, hash) in keys)
        {
            json.WriteStartObject();
            json.WriteString("id", view.Id);
            json.WriteString("name", view.Name);
            json.WriteStartArray("scopes");
            foreach (var scope in view.Scopes)
                json.WriteStringValue(scope);
            json.WriteEndArray();
            json.WriteString("hash", hash.Hex);
            json.WriteString("createdAt", view.CreatedAt);
            json.WriteString("expiresAt", view.ExpiresAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
