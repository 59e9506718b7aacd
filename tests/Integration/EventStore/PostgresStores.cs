using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>Two event stores on one new database, as two silos have them.</summary>
internal sealed class PostgresStores : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];

    private PostgresStores(TestDatabase database, bool isOwner)
    {
        Database = database;
        if (isOwner)
            _parts.Add(database);
        Store = Open();
        Other = Open();
    }

    public TestDatabase Database { get; }

    public PostgresEventStore<DealState, DealEvent> Store { get; }

    public PostgresEventStore<DealState, DealEvent> Other { get; }

    public static async Task<PostgresStores> CreateAsync(PostgresServer server) => new(await TestDatabase.CreateAsync(server), isOwner: true);

    /// <summary>One more store.</summary>
    /// <param name="port">Another port that leads to the server, such as a proxy's.</param>
    /// <param name="lanes">Its commit lanes, of which the next one is used as soon as an append waits for the one before.</param>
    /// <param name="deadline">Its deadline; 10 s unless given.</param>
    /// <param name="pace">How far apart its statements of several appends are; none unless given.</param>
    public PostgresEventStore<DealState, DealEvent> Open(int? port = null, int lanes = 2, TimeSpan? deadline = null, TimeSpan? pace = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(Database.WriterConnectionString);
        if (port is { } other)
            connection.Port = other;
        var database = new WriterDatabase(connection);
        var store = new PostgresEventStore<DealState, DealEvent>(
            database,
            new DealMapping(),
            new EventStoreOptions { Lanes = lanes, LaneIsBusyAt = 1, Deadline = deadline ?? TimeSpan.FromSeconds(10), Pace = pace ?? TimeSpan.Zero },
            TimeProvider.System,
            NullLogger<PostgresEventStore<DealState, DealEvent>>.Instance);
        _parts.Add(database);
        _parts.Add(store);
        return store;
    }

    /// <summary>The log's positions are 1, 2, 3, ... and versions of every deal too, and each row is at its newest version.</summary>
    public async Task<string?> DefectAsync() => await Database.ScalarAsync<string>("""
        SELECT coalesce(
            (SELECT 'positions end at ' || max(position) || ' with ' || count(*) || ' events, the feed at ' || (SELECT position FROM events.feed)
             FROM events.log HAVING max(position) IS DISTINCT FROM count(*) OR max(position) IS DISTINCT FROM (SELECT position FROM events.feed)),
            (SELECT 'versions of ' || aggregate_id || ' have a gap' FROM events.log GROUP BY aggregate_id HAVING max(version) <> count(*) LIMIT 1),
            (SELECT 'row ' || d.id || ' is at ' || d.version FROM crm.deals d
             WHERE d.version IS DISTINCT FROM (SELECT max(l.version) FROM events.log l WHERE l.aggregate_id = d.id) LIMIT 1),
            '')
        """) is { Length: > 0 } defect ? defect : null;

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count - 1; i >= 0; i--)
            await _parts[i].DisposeAsync();
    }
}
