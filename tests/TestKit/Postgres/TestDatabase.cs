using System.Collections.Concurrent;

using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Migrations;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Crm.Actors.TestKit.Postgres;

/// <summary>
/// A migrated database of its own in a <see cref="PostgresServer"/>, with all logins. The first one of a server migrates a template;
/// each is a copy of that, which takes some tens of milliseconds.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Template = "crm_template";
    private static readonly ConcurrentDictionary<PostgresServer, Lazy<Task>> Templates = new();
    private static int s_last;

    private readonly PostgresServer _server;

    private TestDatabase(PostgresServer server, string name)
    {
        _server = server;
        Name = name;
    }

    /// <summary>The database's name.</summary>
    public string Name { get; }

    public string MigratorUrl => _server.Url(PostgresServer.AdminUser, _server.AdminPassword, Name);

    public string WriterUrl => _server.Url("crm_writer", "writer secret", Name, "crm");

    public string ReaderUrl => _server.Url("crm_reader", "reader:secret", Name, "crm");

    public string OrleansUrl => _server.Url("orleans_app", "orleans@secret", Name, "orleans");

    /// <summary>Npgsql's form of <see cref="WriterUrl"/>.</summary>
    public string WriterConnectionString => DatabaseUrl.Parse(WriterUrl).ConnectionString;

    /// <summary>Npgsql's form of <see cref="ReaderUrl"/>.</summary>
    public string ReaderConnectionString => DatabaseUrl.Parse(ReaderUrl).ConnectionString;

    /// <summary>Npgsql's form of <see cref="OrleansUrl"/>.</summary>
    public string OrleansConnectionString => DatabaseUrl.Parse(OrleansUrl).ConnectionString;

    /// <summary>The superuser, for what no login of the system may do.</summary>
    public string AdminConnectionString => _server.AdminConnectionString(Name);

    /// <summary>All four logins.</summary>
    public DatabaseLogins Logins => LoginsOf(this);

    /// <summary>Makes a new database, empty but for what the migrations put there.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server, CancellationToken cancellationToken = default)
    {
        await Templates.GetOrAdd(server, key => new Lazy<Task>(() => MigrateTemplateAsync(key))).Value.WaitAsync(cancellationToken);
        var database = new TestDatabase(server, $"crm_{Interlocked.Increment(ref s_last)}");
        await server.ExecuteAsync(
            $"CREATE DATABASE {database.Name} TEMPLATE {Template} OWNER crm_owner", cancellationToken: cancellationToken);
        // A database's own rights are not copied, and two databases must not share an epoch.
        await server.ExecuteAsync(
            $"""
            REVOKE ALL ON DATABASE {database.Name} FROM PUBLIC;
            GRANT CONNECT ON DATABASE {database.Name} TO crm_owner, crm_rw, auth_rw, tasks_rw, events_rw, orleans_rw, crm_ro, crm_lists, crm_lists_all;
            UPDATE events.feed SET epoch = left(gen_random_uuid()::text, 8);
            UPDATE events.relay_cursor SET epoch = (SELECT epoch FROM events.feed);
            """,
            database.Name,
            cancellationToken);
        return database;
    }

    /// <summary>The names and logins of a database that somebody else made.</summary>
    public static TestDatabase Existing(PostgresServer server, string name) => new(server, name);

    /// <summary>Runs statements as the superuser in this database.</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken = default) =>
        _server.ExecuteAsync(sql, Name, cancellationToken);

    /// <summary>The first column of the first row of a query as the superuser.</summary>
    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Drops the database while the server runs, whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server.ProcessId != 0) await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    private static async Task MigrateTemplateAsync(PostgresServer server)
    {
        var template = new TestDatabase(server, Template);
        await new DatabaseMigrator(LoginsOf(template), NullLogger<DatabaseMigrator>.Instance).RunAsync();
    }

    private static DatabaseLogins LoginsOf(TestDatabase database) => new(
        DatabaseUrl.Parse(database.MigratorUrl),
        DatabaseUrl.Parse(database.WriterUrl),
        DatabaseUrl.Parse(database.ReaderUrl),
        DatabaseUrl.Parse(database.OrleansUrl));
}
