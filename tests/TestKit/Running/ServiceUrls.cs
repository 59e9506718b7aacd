using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.RabbitMq;

namespace Crm.Actors.TestKit.Running;

/// <summary>How our programs reach the services that they need: straight, or through proxies that a test can break.</summary>
public sealed class ServiceUrls : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly RabbitMqServer? _rabbitMq;
    private readonly string? _redis;
    private readonly int _databasePort;

    internal ServiceUrls(PostgresServer postgres, TestDatabase database, RabbitMqServer? rabbitMq, string? redis, bool proxies)
    {
        (_database, _rabbitMq, _redis, _databasePort) = (database, rabbitMq, redis, postgres.Port);
        if (!proxies)
            return;
        ToPostgres = new TcpProxy(postgres.Port);
        ToRabbitMq = rabbitMq is null ? null : new TcpProxy(rabbitMq.Port);
    }

    /// <summary>Null when there is none.</summary>
    public TcpProxy? ToPostgres { get; }

    /// <summary>Null when there is none.</summary>
    public TcpProxy? ToRabbitMq { get; }

    /// <summary>The variables that tell a program.</summary>
    internal IEnumerable<(string Name, string Value)> Variables()
    {
        yield return ("CRM_MIGRATOR_DATABASE_URL", Through(_database.MigratorUrl));
        yield return ("CRM_DATABASE_URL", Through(_database.WriterUrl));
        yield return ("CRM_READER_DATABASE_URL", Through(_database.ReaderUrl));
        yield return ("ORLEANS_DATABASE_URL", Through(_database.OrleansUrl));
        yield return ("RABBITMQ_URL", _rabbitMq?.UriAt(ToRabbitMq?.Port ?? _rabbitMq.Port) ?? "");
        yield return ("REDIS_URL", _redis ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        if (ToPostgres is not null)
            await ToPostgres.DisposeAsync();
        if (ToRabbitMq is not null)
            await ToRabbitMq.DisposeAsync();
    }

    private string Through(string url) =>
        ToPostgres is null ? url : url.Replace($"@127.0.0.1:{_databasePort}/", $"@127.0.0.1:{ToPostgres.Port}/", StringComparison.Ordinal);
}
