using Npgsql;

namespace Crm.Actors.IntegrationTests.Feed;

/// <summary>Writes the log in plain SQL, the way the event store does: positions under the feed's row lock, one notification a commit.</summary>
internal sealed class LogWriter(string connectionString) : IAsyncDisposable
{
    private const string CommitSql = """
        WITH next AS (
            UPDATE events.feed SET position = position + $1, committed_at = greatest(committed_at, clock_timestamp())
            RETURNING position - $1 AS before, committed_at),
        written AS (
            INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
            SELECT next.before + i, gen_random_uuid(), 'deal', $2, $3 + i, 'deal.updated', 1, $2, now(), next.committed_at, ('{"text": "' || repeat('x', $4) || '"}')::json
            FROM next, generate_series(1, $1) i
            RETURNING position)
        SELECT max(position), pg_notify('feed', max(position)::text)::text FROM written
        """;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    /// <summary>Commits events of one subject, whose versions follow <paramref name="version"/>, and answers the newest position.</summary>
    public async Task<long> CommitAsync(Guid subject, long version, int events, int dataBytes = 1)
    {
        await using var command = _source.CreateCommand(CommitSql);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = events });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = dataBytes });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
