using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.Users;
using Crm.Actors.Persistence.ApiKeys;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Crm.Actors.IntegrationTests.ApiKeys;

/// <summary>The keys of one registered user, written by two stores as two silos have them.</summary>
internal sealed class StoredKeys : IAsyncDisposable
{
    private static readonly Origin Origin = new("127.0.0.1", null);

    private readonly KernelServices _services = new(TimeProvider.System, new UuidV7Source(TimeProvider.System), new KernelOptions());
    private readonly StoredUsers _users;
    private readonly WriterDatabase _database;
    private readonly PostgresEventStore<ApiKeyRingState, ApiKeyEvent>[] _stores;

    private StoredKeys(StoredUsers users)
    {
        _users = users;
        _database = new WriterDatabase(new NpgsqlConnectionStringBuilder(users.Database.WriterConnectionString));
        _stores = [Open(), Open()];
        Directory = new ApiKeyDirectory(_database, TimeProvider.System);
        Uses = new ApiKeyUses(_database, TimeProvider.System, NullLogger<ApiKeyUses>.Instance);
    }

    public Guid Owner { get; } = StoredUsers.NewId();

    public TestDatabase Database => _users.Database;

    public ApiKeyDirectory Directory { get; }

    public ApiKeyUses Uses { get; }

    public static async Task<StoredKeys> CreateAsync(PostgresServer server)
    {
        var keys = new StoredKeys(await StoredUsers.CreateAsync(server));
        await keys._users.RegisterAsync(keys.Owner, "ann@example.com");
        return keys;
    }

    /// <summary>An activation of the user's ring, on a scheduler of its own as a grain has it.</summary>
    public Ring Activate(int silo = 0) => new(this, _stores[silo]);

    public async ValueTask DisposeAsync()
    {
        Uses.Dispose();
        foreach (var store in _stores)
            await store.DisposeAsync();
        await _database.DisposeAsync();
        await _users.DisposeAsync();
    }

    private PostgresEventStore<ApiKeyRingState, ApiKeyEvent> Open() => new(
        _database,
        new ApiKeyRingMapping(),
        new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) },
        TimeProvider.System,
        NullLogger<PostgresEventStore<ApiKeyRingState, ApiKeyEvent>>.Instance);

    internal sealed class Ring(StoredKeys keys, IEventStore<ApiKeyRingState, ApiKeyEvent> store)
    {
        private readonly TaskScheduler _scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        private readonly AggregateWriter<ApiKeyRingState, ApiKeyEvent, ApiKeyRing> _writer = new(ApiKeyRingId.Of(keys.Owner), store, keys._services, static () => { });

        public static CommandContext By(Guid user) => new(new Caller(user, [], [], "en", null), null, default, null);

        public Task<CommandResult<ApiKeyRing>> CreateAsync(Guid id, out ApiKeyHash hash)
        {
            ApiKeyText.New(id, out hash);
            var command = new NewApiKey(By(keys.Owner), id, "Robot", [ApiKeyScopes.DealsRead, ApiKeyScopes.DealsWrite], null, hash, IsAdministrator: false);
            return OnTurn(() => _writer.ExecuteAsync(command.Context, command, ApiKeyRules.Create));
        }

        public Task<CommandResult<ApiKeyRing>> RevokeAsync(Guid id)
        {
            var command = new RevokeApiKey(By(keys.Owner), Origin, id);
            return OnTurn(() => _writer.ExecuteAsync(command.Context, command, ApiKeyRules.Revoke));
        }

        public async Task<ApiKeyRingState> ReadAsync() => (await OnTurn(() => _writer.ReadAsync().AsTask())).State!;

        private Task<T> OnTurn<T>(Func<Task<T>> work) =>
            Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();
    }
}
