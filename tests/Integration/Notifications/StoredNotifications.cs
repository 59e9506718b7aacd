using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Faults;
using Crm.Actors.Persistence.Notifications;
using Crm.Actors.Persistence.Reading;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Notifications;

/// <summary>Notifications of a new database, and the consumer that finds their events, without a silo.</summary>
internal sealed class StoredNotifications : IAsyncDisposable
{
    private readonly PostgresStores _stores;
    private readonly WriterDatabase _writer;
    private readonly ConsumerDatabase _consumers;
    private readonly ReaderDatabase _reader;
    private readonly PostgresEventStore<NotificationState, NotificationEvent> _store;
    private readonly KernelServices _services = new(TimeProvider.System, new UuidV7Source(TimeProvider.System), new KernelOptions());
    private readonly ConsumerStore<NotificationSource> _consumer;
    private readonly ConsumerReconciler<NotificationSource> _reconciler;

    private StoredNotifications(PostgresStores stores)
    {
        _stores = stores;
        _writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        _consumers = new ConsumerDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        _reader = new ReaderDatabase(stores.Database.ReaderConnectionString, TimeProvider.System);
        _store = new PostgresEventStore<NotificationState, NotificationEvent>(
            _writer, new NotificationMapping(), new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System, NullLogger<PostgresEventStore<NotificationState, NotificationEvent>>.Instance);
        Reads = new NotificationReads(_reader);
        Queue = new NotificationQueue(_reader, _consumers, TimeProvider.System);
        var (consumer, options) = (new NotificationConsumer(), new ConsumerOptions { Pace = TimeSpan.Zero, Grace = TimeSpan.Zero });
        var rounds = new ConsumerRounds<NotificationSource>(
            _consumers, consumer, new NotificationSourcesWriter(), new ParkedDeadLetters(_consumers), FaultPoints.None, TimeProvider.System, NullLogger<ConsumerRounds<NotificationSource>>.Instance);
        _consumer = new(rounds, consumer, options, TimeProvider.System);
        _reconciler = new(_consumers, consumer, _consumer, options);
    }

    public TestDatabase Database => _stores.Database;

    public NotificationReads Reads { get; }

    public NotificationQueue Queue { get; }

    public static async Task<StoredNotifications> CreateAsync(PostgresServer server) => new(await PostgresStores.CreateAsync(server));

    /// <summary>A deal of the user of <see cref="StoredDeals"/> that is given to another one, in two events.</summary>
    public async Task<Guid> GivenDealAsync(Guid newOwner)
    {
        var append = StoredDeals.Creation(StoredDeals.NewId());
        await _stores.Store.AppendAsync(append);
        var assigned = DealRules.AssignOwner(append.State, new AssignDealOwner(StoredDeals.Context(), newOwner), DateTimeOffset.UnixEpoch);
        await _stores.Store.AppendAsync(StoredDeals.Next(append.Id, append.State, assigned, null));
        return append.Id;
    }

    /// <summary>Word of an aggregate's version, as a stream brings it.</summary>
    public Task AnnounceAsync(Guid deal, long version) => _consumer.ApplyAsync([new AnnouncedEvent(deal, version, null)], CancellationToken.None);

    /// <summary>An event as a stream brings it.</summary>
    public Task DeliverAsync(FeedEvent delivered) => _consumer.ApplyAsync([delivered], CancellationToken.None);

    /// <summary>Compares the consumer with the log.</summary>
    public Task FollowAsync() => _reconciler.ReconcileAsync(CancellationToken.None);

    /// <summary>On a new activation, on a scheduler of its own as a grain has it.</summary>
    public Task<CommandResult<NotificationView>> ExecuteAsync<T>(Guid id, T command, Func<NotificationState?, T, DateTimeOffset, Decision<NotificationEvent>> decide)
    {
        var writer = new AggregateWriter<NotificationState, NotificationEvent, NotificationView>(id, _store, _services, static () => { });
        return Task.Factory.StartNew(
            () => writer.ExecuteAsync(StoredDeals.Context(), command, decide), CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
    }

    /// <summary>A notification as it is read from its row by a new activation.</summary>
    public async Task<NotificationState?> LoadAsync(Guid id) => (await _store.LoadAsync(id)).State;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _writer.DisposeAsync();
        await _consumers.DisposeAsync();
        await _reader.DisposeAsync();
        await _stores.DisposeAsync();
    }
}
