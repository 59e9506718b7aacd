using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Benchmarks.Edits.Crud;

/// <summary>
/// The peer "CRUD": one transaction per edit, SELECT ... FOR UPDATE, UPDATE, outbox INSERT, key INSERT. In a migrated database of
/// its own; the outbox numbers itself, and the indexes of the lists are on the deals, where such a program keeps them. Pooled, prepared, and batched into two
/// round trips: what is decided needs the row, everything after goes at once with the COMMIT.
/// </summary>
internal sealed class CrudStore(NpgsqlDataSource database, TimeProvider clock, IIdSource ids) : IAsyncDisposable
{
    private const string SelectSql = $"SELECT {CrudDeal.Columns} FROM crm.deals WHERE id = $1";

    private const string UpdateSql = """
        UPDATE crm.deals SET version = $2, title = $3, amount = $4, custom_fields = $5, updated_at = $6 WHERE id = $1
        """;

    private const string OutboxSql = """
        INSERT INTO events.log (id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
        VALUES ($1, 'deal', $2, $3, 'deal.updated', 1, $4, $5, $5, $6)
        """;

    private const string KeySql = """
        INSERT INTO events.idempotency_keys (caller_id, key, request_hash, aggregate_type, aggregate_id, version, created_at)
        VALUES ($1, $2, $3, 'deal', $4, $5, $6)
        """;

    private const string FindKeySql = "SELECT request_hash FROM events.idempotency_keys WHERE caller_id = $1 AND key = $2";

    /// <summary>Lets the log number itself, as an outbox does, and puts the indexes of <c>crm.deal_list</c> on the deals.</summary>
    public static Task PrepareAsync(TestDatabase database) => database.ExecuteAsync("""
        CREATE SEQUENCE events.outbox_position;
        ALTER TABLE events.log ALTER position SET DEFAULT nextval('events.outbox_position');
        GRANT USAGE ON SEQUENCE events.outbox_position TO events_rw;
        ALTER TABLE crm.deals ADD COLUMN document tsvector GENERATED ALWAYS AS (crm.deal_document(title, client, tags)) STORED;
        DO $$
        DECLARE
            list_index text;
        BEGIN
            FOR list_index IN SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'crm.deal_list'::regclass AND NOT indisprimary LOOP
                EXECUTE replace(replace(replace(list_index, 'crm.deal_list ', 'crm.deals '), 'INDEX deal_list_by', 'INDEX deals_by'), ', word_bits, since', '');
            END LOOP;
        END $$;
        """);

    public static NpgsqlDataSource Connect(string connectionString, int poolSize) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "bench-crud",
            MaxPoolSize = poolSize,
            MinPoolSize = poolSize,
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Timeout = 60,
        });

    /// <returns>The deal after the edit; null when there is no such deal.</returns>
    /// <exception cref="InvalidOperationException">The key was used for another request.</exception>
    public async Task<CrudDeal?> PatchAsync(Guid callerId, Guid dealId, CrudPatch patch, string key, Guid requestHash)
    {
        await using var connection = await database.OpenConnectionAsync();
        var before = await LockAsync(connection, dealId);
        if (before is null)
        {
            await EndAsync(connection, "ROLLBACK");
            return null;
        }

        var after = patch.Apply(before, clock.GetUtcNow());
        try
        {
            await WriteAsync(connection, callerId, before, after, patch, key, requestHash);
            return after;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await EndAsync(connection, "ROLLBACK");
            return await AnswerAgainAsync(connection, callerId, dealId, key, requestHash);
        }
    }

    public async Task<CrudDeal?> GetAsync(Guid dealId)
    {
        await using var command = database.CreateCommand(SelectSql);
        command.Parameters.Add(Value(NpgsqlDbType.Uuid, dealId));
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? CrudDeal.Read(row) : null;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<CrudDeal?> LockAsync(NpgsqlConnection connection, Guid dealId)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SelectSql + " FOR UPDATE") { Parameters = { Value(NpgsqlDbType.Uuid, dealId) } });
        await using var row = await batch.ExecuteReaderAsync();
        return await row.ReadAsync() ? CrudDeal.Read(row) : null;
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, Guid callerId, CrudDeal before, CrudDeal after, CrudPatch patch, string key, Guid requestHash)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(UpdateSql)
        {
            Parameters =
            {
                Value(NpgsqlDbType.Uuid, after.Id), Value(NpgsqlDbType.Bigint, after.Version), Value(NpgsqlDbType.Text, after.Title),
                new NpgsqlParameter<decimal?> { TypedValue = after.Amount, NpgsqlDbType = NpgsqlDbType.Numeric },
                Value(NpgsqlDbType.Jsonb, after.CustomFields), Value(NpgsqlDbType.TimestampTz, after.UpdatedAt),
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(OutboxSql)
        {
            Parameters =
            {
                Value(NpgsqlDbType.Uuid, ids.Next()), Value(NpgsqlDbType.Uuid, after.Id), Value(NpgsqlDbType.Bigint, after.Version),
                Value(NpgsqlDbType.Uuid, callerId), Value(NpgsqlDbType.TimestampTz, after.UpdatedAt),
                Value(NpgsqlDbType.Json, CrudEvent.Updated(before, after, patch)),
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(KeySql)
        {
            Parameters =
            {
                Value(NpgsqlDbType.Uuid, callerId), Value(NpgsqlDbType.Text, key), Value(NpgsqlDbType.Uuid, requestHash),
                Value(NpgsqlDbType.Uuid, after.Id), Value(NpgsqlDbType.Bigint, after.Version), Value(NpgsqlDbType.TimestampTz, after.UpdatedAt),
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
    }

    private static async Task<CrudDeal?> AnswerAgainAsync(NpgsqlConnection connection, Guid callerId, Guid dealId, string key, Guid requestHash)
    {
        await using var command = new NpgsqlCommand(FindKeySql, connection)
        {
            Parameters = { Value(NpgsqlDbType.Uuid, callerId), Value(NpgsqlDbType.Text, key) },
        };
        if ((Guid?)await command.ExecuteScalarAsync() != requestHash)
            throw new InvalidOperationException("The key was used for another request.");
        await using var select = new NpgsqlCommand(SelectSql, connection) { Parameters = { Value(NpgsqlDbType.Uuid, dealId) } };
        await using var row = await select.ExecuteReaderAsync();
        return await row.ReadAsync() ? CrudDeal.Read(row) : null;
    }

    private static async Task EndAsync(NpgsqlConnection connection, string how)
    {
        await using var command = new NpgsqlCommand(how, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter<T> Value<T>(NpgsqlDbType type, T value) => new() { TypedValue = value, NpgsqlDbType = type };
}
