using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Persistence.Faults;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Deals of a new database, and the consumer that keeps their totals, without a silo.</summary>
internal sealed class ConsumedDeals : IAsyncDisposable
{
    private readonly PostgresStores _stores;
    private readonly List<ConsumerDatabase> _databases = [];
    private readonly NpgsqlDataSource _admin;

    private ConsumedDeals(PostgresStores stores)
    {
        _stores = stores;
        _admin = NpgsqlDataSource.Create(stores.Database.AdminConnectionString);
        Letters = new ParkedDeadLetters(Connect(null));
        Store = Open();
        Reconciler = new(Connect(null), Consumer, Store, new ConsumerOptions { Grace = TimeSpan.Zero });
    }

    public TestDatabase Database => _stores.Database;

    public SwitchedConsumer Consumer { get; } = new();

    public ParkedDeadLetters Letters { get; }

    public ConsumerStore<PipelineDelta> Store { get; }

    /// <summary>Finds lost events at once.</summary>
    public ConsumerReconciler<PipelineDelta> Reconciler { get; }

    public static async Task<ConsumedDeals> CreateAsync(PostgresServer server) => new(await PostgresStores.CreateAsync(server));

    /// <summary>One more store over the same database, as another silo has it.</summary>
    /// <param name="port">A proxy's port.</param>
    /// <param name="letters">Where it parks; in the database unless given.</param>
    public ConsumerStore<PipelineDelta> Open(int? port = null, IDeadLetters? letters = null) => new(
        new(Connect(port), Consumer, new SwitchedWriter(), letters ?? Letters, FaultPoints.None, TimeProvider.System, NullLogger<ConsumerRounds<PipelineDelta>>.Instance),
        Consumer,
        new ConsumerOptions { Pace = TimeSpan.Zero },
        TimeProvider.System);

    /// <summary>Finds lost events that are older than the given age.</summary>
    public ConsumerReconciler<PipelineDelta> NewReconciler(TimeSpan grace, int stretchEvents = 16_384, int? port = null) =>
        new(Connect(port), Consumer, Open(port), new ConsumerOptions { Grace = grace, StretchEvents = stretchEvents });

    public async Task CommitAsync(Append<DealState, DealEvent> append) =>
        (await _stores.Store.AppendAsync(append)).Status.ShouldBe(AppendStatus.Committed);

    /// <summary>New deals with a random past.</summary>
    public Task EditAsync(int seed, int deals, int edits) =>
        Task.WhenAll(Enumerable.Range(0, deals).Select(i => new RandomPast(new Random(seed * 1000 + i), this).RunAsync(edits)));

    /// <summary>The log, as a relay reads it.</summary>
    public async Task<List<FeedEvent>> LogAsync(long after = 0)
    {
        var events = new List<FeedEvent>();
        await using var command = _admin.CreateCommand($"SELECT {FeedRow.Columns} FROM events.log l WHERE position > {after} ORDER BY position");
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
            events.Add(FeedRow.Read(row, 0));
        return events;
    }

    public Task ApplyAsync(params IReadOnlyList<FeedEvent> delivered) => Store.ApplyAsync(delivered, CancellationToken.None);

    public Task<int> ReconcileAsync() => Reconciler.ReconcileAsync(CancellationToken.None);

    /// <summary>The totals are what the deals count to, and every deal was consumed to its end.</summary>
    public async Task ShouldBeExactAsync()
    {
        (await Totals.DefectAsync(Database)).ShouldBeNull();
        (await Database.ScalarAsync<long>("""
            SELECT count(*) FROM crm.deals d LEFT JOIN events.consumer_watermarks w ON w.aggregate_id = d.id AND w.consumer = 'pipeline-summary'
            WHERE w.version IS DISTINCT FROM d.version
            """)).ShouldBe(0);
    }

    public Task<long> CountedAsync() => Database.ScalarAsync<long>("SELECT coalesce(sum(count), 0)::bigint FROM crm.pipeline_totals");

    public Task<long> ParkedAsync() => Database.ScalarAsync<long>("SELECT count(*) FROM events.parked_events");

    public Task<long> ProgressAsync() => Database.ScalarAsync<long>("SELECT position FROM events.consumer_progress WHERE consumer = 'pipeline-summary'");

    public Task<long> HeadAsync() => Database.ScalarAsync<long>("SELECT position FROM events.feed");

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await database.DisposeAsync();
        await _admin.DisposeAsync();
        await _stores.DisposeAsync();
    }

    private ConsumerDatabase Connect(int? port)
    {
        var connection = new NpgsqlConnectionStringBuilder(_stores.Database.WriterConnectionString);
        connection.Port = port ?? connection.Port;
        var database = new ConsumerDatabase(connection);
        _databases.Add(database);
        return database;
    }
}
