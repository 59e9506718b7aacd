using System.Text;
using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Edits.Crud;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Benchmarks.Money;

/// <summary>
/// The peer "CRUD": one transaction per income, SELECT of the deal ... FOR UPDATE, then income, new total of the deal, outbox and key with the COMMIT in
/// one round trip. Pooled and prepared.
/// </summary>
internal sealed class CrudLedger(TestDatabase database, NpgsqlDataSource connections) : IEditor
{
    private const string IncomeSql = """
        INSERT INTO crm.payment_incomes (id, payment_id, version, date, amount, currency, actor_id, created_at)
        VALUES ($1, $2, $3, '2026-03-01', $4, 'EUR', $5, now())
        """;

    private const string OutboxSql = """
        INSERT INTO events.log (id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
        VALUES ($1, 'payment', $2, $3, 'deal.payment.income.created', 1, $4, now(), now(), $5)
        """;

    private const string KeySql = """
        INSERT INTO events.idempotency_keys (caller_id, key, request_hash, aggregate_type, aggregate_id, version, created_at)
        VALUES ($1, $2, $3, 'payment', $4, $5, now())
        """;

    private static readonly Guid CallerId = new("00000000-0000-7000-8000-000000000001");

    /// <summary>As large as the data of our event.</summary>
    private static readonly byte[] Data = Encoding.UTF8.GetBytes(
        """{"entry":{"id":"0192f0c1-4b00-7000-8000-0000000000a1","date":"2026-03-01","amount":"100.00","method":null,"reference":null,"comment":null},"dealId":"0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e","payment":{"currency":"EUR","plannedAmount":"0.00","received":"123456.00","spent":"0.00","cancelled":false},"deal":{"ownerId":"00000000-0000-7000-8000-000000000001","teamId":null,"pipelineId":"00000000-0000-7000-8000-0000000000d1","stage":"new","amount":null,"currency":null,"status":"open","archived":false}}""");

    private readonly UuidV7Source _ids = new(TimeProvider.System);

    public string Name => "crud";

    public static async Task<CrudLedger> StartAsync(TestDatabase database)
    {
        await CrudStore.PrepareAsync(database);
        return new CrudLedger(database, CrudStore.Connect(database.WriterConnectionString, CrudEditor.PoolSize));
    }

    public Task CreateAsync(IReadOnlyList<Guid> deals) => CrudSeed.RunAsync(database, deals);

    public async Task EditAsync(Edit edit)
    {
        await using var connection = await connections.OpenConnectionAsync();
        var (version, total) = await LockAsync(connection, edit.DealId);
        var amount = edit.Amount + 0.01m;
        await using var batch = connection.CreateBatch();
        Add(batch, IncomeSql, Value(NpgsqlDbType.Uuid, edit.RequestHash), Value(NpgsqlDbType.Uuid, edit.DealId), Value(NpgsqlDbType.Bigint, version + 1), Value(NpgsqlDbType.Numeric, amount), Value(NpgsqlDbType.Uuid, CallerId));
        Add(batch, "UPDATE crm.deals SET version = $2, amount = $3, updated_at = now() WHERE id = $1", Value(NpgsqlDbType.Uuid, edit.DealId), Value(NpgsqlDbType.Bigint, version + 1), Value(NpgsqlDbType.Numeric, total + amount));
        Add(batch, OutboxSql, Value(NpgsqlDbType.Uuid, _ids.Next()), Value(NpgsqlDbType.Uuid, edit.DealId), Value(NpgsqlDbType.Bigint, version + 1), Value(NpgsqlDbType.Uuid, CallerId), Value(NpgsqlDbType.Json, Data));
        Add(batch, KeySql, Value(NpgsqlDbType.Uuid, CallerId), Value(NpgsqlDbType.Text, edit.Key), Value(NpgsqlDbType.Uuid, edit.RequestHash), Value(NpgsqlDbType.Uuid, edit.DealId), Value(NpgsqlDbType.Bigint, version + 1));
        Add(batch, "COMMIT");
        await batch.ExecuteNonQueryAsync();
    }

    public Task<long> CountAsync() => database.ScalarAsync<long>("SELECT count(*) FROM crm.payment_incomes");

    public async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task<(long Version, decimal Total)> LockAsync(NpgsqlConnection connection, Guid deal)
    {
        await using var batch = connection.CreateBatch();
        Add(batch, "BEGIN");
        Add(batch, "SELECT version, amount FROM crm.deals WHERE id = $1 FOR UPDATE", Value(NpgsqlDbType.Uuid, deal));
        await using var row = await batch.ExecuteReaderAsync();
        return await row.ReadAsync() ? (row.GetInt64(0), row.GetDecimal(1)) : throw new InvalidOperationException("There is no such deal.");
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<T> Value<T>(NpgsqlDbType type, T value) => new() { TypedValue = value, NpgsqlDbType = type };
}
