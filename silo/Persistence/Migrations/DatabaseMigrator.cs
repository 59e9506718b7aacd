using System.Reflection;

using DbUp;
using DbUp.Engine;
using DbUp.ScriptProviders;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace Crm.Actors.Persistence.Migrations;

/// <summary>
/// Brings a database to this program's version: roles and the database itself, then the numbered scripts of this folder, each in
/// a transaction of its own as the NOLOGIN owner. Forward only. Several migrators may start at once: they take turns.
/// </summary>
public sealed partial class DatabaseMigrator(DatabaseLogins logins, ILogger<DatabaseMigrator> logger)
{
    private const string JournalSchema = "migrations";
    private const string JournalTable = "journal";
    private const long ScriptsLock = 0x43524D_53514C;

    /// <summary>Runs what has not been run yet. Returns the names of the scripts that ran, in order.</summary>
    /// <exception cref="MigrationException">A step failed (its own transaction was rolled back), or the database is newer.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await new RoleBootstrap(logins).RunAsync(cancellationToken);
            return await RunScriptsAsync(cancellationToken);
        }
        catch (NpgsqlException problem)
        {
            throw new MigrationException($"the database cannot be prepared: {Reason(problem)}", problem);
        }
    }

    private async Task<IReadOnlyList<string>> RunScriptsAsync(CancellationToken cancellationToken)
    {
        // This connection holds the lock; the scripts run on DbUp's own.
        await using var turn = await MigratorConnection.OpenAsync(logins.Migrator, cancellationToken);
        await turn.LockAsync(ScriptsLock, cancellationToken);
        await turn.ExecuteAsync(
            $"SET ROLE {RoleNames.Owner}; SET client_min_messages = warning; CREATE SCHEMA IF NOT EXISTS {JournalSchema}", cancellationToken);

        var engine = BuildEngine();
        RefuseNewerDatabase(engine);
        var result = await Task.Run(engine.PerformUpgrade, cancellationToken);
        if (!result.Successful)
            throw new MigrationException($"the migration {result.ErrorScript?.Name ?? "journal"} failed: {Reason(result.Error)}", result.Error);
        var ran = result.Scripts.Select(script => script.Name).ToArray();
        foreach (var script in ran) LogApplied(script);
        LogUpToDate(logins.Database, ran.Length);
        return ran;
    }

    private UpgradeEngine BuildEngine()
    {
        // As a start option, so that it is the owner's connection from the first statement on.
        var owner = MigratorConnection.Unpooled(logins.Migrator);
        owner.Options = $"{owner.Options} -c role={RoleNames.Owner}".Trim();
        owner.SearchPath = JournalSchema;
        return DeployChanges.To
            .PostgresqlDatabase(owner.ConnectionString)
            .JournalToPostgresqlTable(JournalSchema, JournalTable)
            .WithScripts(new EmbeddedScriptProvider(Assembly.GetExecutingAssembly(), IsMigration))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.Zero)
            .LogToNowhere()
            .Build();
    }

    private static bool IsMigration(string resource) =>
        resource.EndsWith(".sql", StringComparison.Ordinal) && char.IsAsciiDigit(resource[0]);

    private static void RefuseNewerDatabase(UpgradeEngine engine)
    {
        var known = engine.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = engine.GetExecutedScripts().Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
            throw new MigrationException($"the database is newer than this program: it has {string.Join(", ", unknown)}");
    }

    private static string Reason(Exception problem) =>
        problem is PostgresException refused ? $"{refused.MessageText} ({refused.SqlState})" : problem.Message;

    [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Applied migration {Script}")]
    private partial void LogApplied(string script);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Database {Database} is up to date ({Count} migrations applied now)")]
    private partial void LogUpToDate(string database, int count);
}
