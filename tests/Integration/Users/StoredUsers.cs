using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.Auth;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using Crm.Actors.Persistence.Teams;
using Crm.Actors.Persistence.Users;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Users;

/// <summary>Users on a new database, written by two stores as two silos have them.</summary>
internal sealed class StoredUsers : IAsyncDisposable
{
    public const string Hash = "$argon2id$v=19$m=32768,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA";

    private static readonly UuidV7Source Ids = new(TimeProvider.System);

    private readonly KernelServices _services = new(TimeProvider.System, Ids, new KernelOptions());
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly PostgresEventStore<UserState, UserEvent>[] _stores;
    private readonly ReaderDatabase _reader;

    private StoredUsers(TestDatabase database)
    {
        Database = database;
        _parts.Add(database);
        _stores = [Open(), Open()];
        _reader = new ReaderDatabase(database.ReaderConnectionString, TimeProvider.System);
        _parts.Add(_reader);
        Directory = new UserDirectory(_reader);
        Rights = new RightsChangesQuery(_reader);
        Audit = new AuditReader(_reader);
        Teams = new TeamDirectory(_reader);
    }

    public TestDatabase Database { get; }

    public UserDirectory Directory { get; }

    public RightsChangesQuery Rights { get; }

    public AuditReader Audit { get; }

    public TeamDirectory Teams { get; }

    public static async Task<StoredUsers> CreateAsync(PostgresServer server) => new(await TestDatabase.CreateAsync(server));

    public static Guid NewId() => Ids.Next();

    /// <summary>A new activation.</summary>
    public UserActivation Activate(Guid id, int silo = 0) => new(id, _stores[silo], _services);

    public Task<CommandResult<UserView>> RegisterAsync(Guid id, string email, int silo = 0) => Activate(id, silo).RegisterAsync(email);

    /// <summary>A row of a team, for members to be of.</summary>
    public async Task<Guid> AddTeamAsync(string name)
    {
        var id = NewId();
        await Database.ExecuteAsync(
            $"INSERT INTO auth.teams (id, version, name, name_normalized, created_at, updated_at) VALUES ('{id}', 1, '{name}', lower('{name}'), now(), now())");
        return id;
    }

    /// <summary>The rows of <c>auth.user_roles</c> of a user.</summary>
    public Task<string> RolesAsync(Guid id) => Database.ScalarAsync<string>(
        $"SELECT coalesce(string_agg(role, ',' ORDER BY role), '') FROM auth.user_roles WHERE user_id = '{id}'");

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count - 1; i >= 0; i--)
            await _parts[i].DisposeAsync();
    }

    private PostgresEventStore<UserState, UserEvent> Open()
    {
        var database = new WriterDatabase(new NpgsqlConnectionStringBuilder(Database.WriterConnectionString));
        var store = new PostgresEventStore<UserState, UserEvent>(
            database, new UserMapping(), new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System, NullLogger<PostgresEventStore<UserState, UserEvent>>.Instance);
        _parts.Add(database);
        _parts.Add(store);
        return store;
    }
}
