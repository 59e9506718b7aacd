using Crm.Actors.TestKit.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Benchmarks.Sse;

/// <summary>
/// Commits events to the log, as commits of edits do but without the edits, so that the machine's power goes into sending them.
/// The deals' owners take turns.
/// </summary>
internal sealed class EventInjector : IAsyncDisposable
{
    /// <summary>Events in one commit, about what group commit makes of some thousand edits a second.</summary>
    public const int Batch = 64;

    private const string Sql = """
        WITH feed AS (
            UPDATE events.feed SET position = position + $1, committed_at = greatest(clock_timestamp(), committed_at)
            RETURNING position - $1 AS start, position, committed_at
        ), logged AS (
            INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
            SELECT f.start + i, gen_random_uuid(), 'deal', $2, f.start + i, 'deal.updated', 1, $2, f.committed_at, f.committed_at, ($3)[1 + i % array_length($3, 1)]::json
            FROM feed f CROSS JOIN generate_series(1, $1) i
        )
        SELECT pg_notify('feed', position::text) FROM feed
        """;

    private readonly NpgsqlDataSource _database;
    private readonly string[] _data;
    private readonly Guid _subject = Owners.Id(0xffffff);

    public EventInjector(TestDatabase database, int owners)
    {
        _database = NpgsqlDataSource.Create(database.WriterConnectionString);
        _data = [.. Enumerable.Range(0, owners).Select(static owner => EventData.Updated(Owners.Id(owner)))];
    }

    public async Task CommitAsync()
    {
        await using var command = _database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _subject });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = _data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
