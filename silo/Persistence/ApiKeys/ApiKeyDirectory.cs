using System.Collections.Immutable;
using System.Net.Sockets;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.ApiKeys;

/// <inheritdoc cref="IApiKeyDirectory"/>
/// <remarks>As the writer: readers see no hashes.</remarks>
public sealed class ApiKeyDirectory(WriterDatabase database, TimeProvider clock) : IApiKeyDirectory
{
    private const string FindSql = "SELECT owner_id, secret_hash, scopes, expires_at, ended_at IS NOT NULL FROM auth.api_keys WHERE id = $1";

    private const string ListSql = """
        SELECT id, owner_id, name, scopes, created_at, expires_at, last_used_at
        FROM auth.api_keys WHERE owner_id = $1 AND ended_at IS NULL ORDER BY created_at, id
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public Task<StoredApiKey?> FindAsync(Guid keyId) => ReadAsync(
        FindSql,
        keyId,
        static async (row, cancellation) => await row.ReadAsync(cancellation)
            ? new StoredApiKey(
                row.GetGuid(0), new ApiKeyHash(row.GetString(1)), [.. row.GetFieldValue<string[]>(2)], row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4))
            : null);

    /// <inheritdoc/>
    public Task<ImmutableArray<ApiKeyView>> ListAsync(Guid ownerId) => ReadAsync(ListSql, ownerId, static async (row, cancellation) =>
    {
        var all = ImmutableArray.CreateBuilder<ApiKeyView>();
        while (await row.ReadAsync(cancellation))
            all.Add(ReadView(row));
        return all.DrainToImmutable();
    });

    private static ApiKeyView ReadView(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OwnerId = row.GetGuid(1),
        Name = row.GetString(2),
        Scopes = [.. row.GetFieldValue<string[]>(3)],
        CreatedAt = row.GetFieldValue<DateTimeOffset>(4),
        ExpiresAt = row.GetFieldValue<DateTimeOffset>(5),
        LastUsedAt = row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
    };

    private async Task<T> ReadAsync<T>(string sql, Guid id, Func<NpgsqlDataReader, CancellationToken, Task<T>> read)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        try
        {
            await using var command = database.Source.CreateCommand(sql);
            command.AddValue(NpgsqlDbType.Uuid, id);
            await using var row = await command.ExecuteReaderAsync(deadline.Token);
            return await read(row, deadline.Token);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException or IOException or SocketException)
        {
            throw new StoreUnavailableException("The database does not answer.", error);
        }
    }
}
