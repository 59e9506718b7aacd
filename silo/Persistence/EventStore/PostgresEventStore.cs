using System.Collections.Immutable;
using Crm.Actors.Grains.Kernel;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <inheritdoc cref="IEventStore{TState, TEvent}"/>
public sealed class PostgresEventStore<TState, TEvent> : IEventStore<TState, TEvent>, IAsyncDisposable
    where TState : class
    where TEvent : class
{
    private const string FindKeysSql = """
        SELECT x.caller_id, x.key, x.request_hash, x.aggregate_id, x.version
        FROM unnest($1::uuid[], $2::text[]) AS k(caller_id, key)
        JOIN events.idempotency_keys x ON x.caller_id = k.caller_id AND x.key = k.key
        """;

    private const string ReadEventsSql = """
        SELECT id, version, occurred_at, actor_id, traceparent, type, schema_version, data, position
        FROM events.log WHERE aggregate_id = $1 AND version BETWEEN $2 AND $3 ORDER BY version
        """;

    private readonly TimedReads _reads;
    private readonly IAggregateMapping<TState, TEvent> _mapping;
    private readonly int _laneIsBusyAt;
    private readonly CommitLane<TState, TEvent>[] _lanes;
    private readonly LoadLane<TState, TEvent> _loads;

    public PostgresEventStore(
        WriterDatabase database,
        IAggregateMapping<TState, TEvent> mapping,
        EventStoreOptions options,
        TimeProvider clock,
        ILogger<PostgresEventStore<TState, TEvent>> logger,
        StoreMetrics? metrics = null)
    {
        _reads = new TimedReads(database, options, clock);
        _mapping = mapping;
        _laneIsBusyAt = options.LaneIsBusyAt;
        _lanes = [.. Enumerable.Range(0, mapping.Lanes ?? options.Lanes)
            .Select(_ => new CommitLane<TState, TEvent>(database, mapping, options, clock, logger, metrics))];
        _loads = new LoadLane<TState, TEvent>(database, mapping, options, clock);
    }

    /// <inheritdoc/>
    public string Aggregate => _mapping.AggregateType;

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(Append<TState, TEvent> append) => AppendGrowingAsync(new GrowingAppend<TState, TEvent>(append));

    /// <inheritdoc/>
    public Task<AppendResult> AppendGrowingAsync(GrowingAppend<TState, TEvent> append) => ChooseLane().AppendAsync(append);

    /// <inheritdoc/>
    public Task<Stored<TState>> LoadAsync(Guid id) => _loads.LoadAsync(id);

    /// <inheritdoc/>
    public Task<ImmutableArray<CommandKey>> FindKeysAsync(ImmutableArray<CommandKey> keys) => _reads.ReadAsync(
        FindKeysSql,
        command =>
        {
            command.AddArray(NpgsqlDbType.Uuid, keys.Select(static k => k.CallerId).ToList());
            command.AddArray(NpgsqlDbType.Text, keys.Select(static k => k.Key).ToList());
        },
        static async (rows, cancellation) =>
        {
            var found = ImmutableArray.CreateBuilder<CommandKey>();
            while (await rows.ReadAsync(cancellation))
                found.Add(new CommandKey(rows.GetGuid(0), rows.GetString(1), rows.GetGuid(2), rows.GetGuid(3), rows.GetInt64(4)));
            return found.DrainToImmutable();
        });

    /// <inheritdoc/>
    public Task ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<TEvent>, bool> next) => _reads.ReadAsync(
        ReadEventsSql,
        command =>
        {
            command.AddValue(NpgsqlDbType.Uuid, id);
            command.AddValue(NpgsqlDbType.Bigint, fromVersion);
            command.AddValue(NpgsqlDbType.Bigint, toVersion);
        },
        async (rows, cancellation) =>
        {
            var isWanted = true;
            while (isWanted && await rows.ReadAsync(cancellation))
                isWanted = next(ReadEvent(rows));
            return isWanted;
        });

    /// <summary>Commits what is queued, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
            await lane.DisposeAsync();
        await _loads.DisposeAsync();
    }

    /// <summary>The first lane that can keep up: what waits there goes into one statement, and two small ones cost the database twice as much.</summary>
    private CommitLane<TState, TEvent> ChooseLane() =>
        Array.Find(_lanes, lane => lane.Waiting < _laneIsBusyAt) ?? _lanes.MinBy(static lane => lane.Waiting)!;

    private Recorded<TEvent> ReadEvent(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetInt64(1),
        row.GetFieldValue<DateTimeOffset>(2),
        row.GetGuid(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        _mapping.Codec.Read(row.GetString(5), row.GetInt16(6), row.GetFieldValue<byte[]>(7)))
    {
        Position = row.GetInt64(8),
    };
}
