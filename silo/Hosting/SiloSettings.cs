using System.Xml;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Faults;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Silo.Telegram;
using Npgsql;

namespace Crm.Actors.Silo.Hosting;

/// <summary>What a silo is told by its environment; see <c>env.example</c>.</summary>
internal sealed record SiloSettings
{
    public required NpgsqlConnectionStringBuilder Writer { get; init; }

    public required NpgsqlConnectionStringBuilder Reader { get; init; }

    public required NpgsqlConnectionStringBuilder Orleans { get; init; }

    /// <summary>Where silos find each other.</summary>
    public required Clustering Clustering { get; init; }

    public required string ClusterId { get; init; }

    public required string ServiceId { get; init; }

    /// <summary>The address that other silos and gateways reach this one at. The ports have no authentication of their own.</summary>
    public required string Host { get; init; }

    public required int SiloPort { get; init; }

    public required int GatewayPort { get; init; }

    public required EventStoreOptions EventStore { get; init; }

    public required FeedOptions Feed { get; init; }

    /// <summary>How reminders and deadlines are looked for.</summary>
    public required DueOptions Due { get; init; }

    public required MessagingSettings Messaging { get; init; }

    public required AuthSettings Auth { get; init; }

    public required TelegramSettings Telegram { get; init; }

    /// <summary>For tests.</summary>
    public required FaultPoints Faults { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or unusable.</exception>
    public static SiloSettings Read(EnvironmentVariables environment) => new()
    {
        Writer = environment.GetDatabase("CRM_DATABASE_URL"),
        Reader = environment.GetDatabase("CRM_READER_DATABASE_URL"),
        Orleans = environment.GetDatabase("ORLEANS_DATABASE_URL"),
        Clustering = ReadClustering(environment.Find("CRM_CLUSTERING") ?? "adonet"),
        ClusterId = environment.Find("CRM_CLUSTER_ID") ?? "crm",
        ServiceId = environment.Find("CRM_SERVICE_ID") ?? "crm",
        Host = environment.Find("CRM_SILO_HOST") ?? "127.0.0.1",
        SiloPort = environment.GetInt32("CRM_SILO_PORT", 11111, 1, 65535),
        GatewayPort = environment.GetInt32("CRM_SILO_GATEWAY_PORT", 30000, 1, 65535),
        EventStore = new EventStoreOptions
        {
            Lanes = environment.GetInt32("CRM_COMMIT_LANES", 2, 1, 64),
        },
        Feed = new FeedOptions { Retention = ReadDuration(environment, "CRM_STREAM_RETENTION", TimeSpan.FromDays(7)) },
        Due = new DueOptions
        {
            Period = environment.GetDuration("CRM_TASKS_DUE_PERIOD", TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1)),
            Workers = environment.GetInt32("CRM_TASKS_DUE_WORKERS", 4, 1, 16),
        },
        Messaging = MessagingSettings.Read(environment),
        Auth = AuthSettings.Read(environment),
        Telegram = TelegramSettings.Read(environment),
        Faults = FaultPoints.Read(environment),
    };

    /// <summary>An ISO 8601 duration of at least a minute.</summary>
    private static TimeSpan ReadDuration(EnvironmentVariables environment, string name, TimeSpan otherwise)
    {
        if (environment.Find(name) is not { } text)
            return otherwise;
        try
        {
            var duration = XmlConvert.ToTimeSpan(text);
            return duration >= TimeSpan.FromMinutes(1) ? duration : throw new ConfigurationException(name, "is less than a minute");
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            throw new ConfigurationException(name, "is not an ISO 8601 duration such as P7D");
        }
    }

    private static Clustering ReadClustering(string name) => name switch
    {
        "adonet" => Clustering.AdoNet,
        "localhost" => Clustering.Localhost,
        _ => throw new ConfigurationException("CRM_CLUSTERING", "is neither adonet nor localhost"),
    };
}

/// <summary>Where silos find each other.</summary>
internal enum Clustering
{
    /// <summary>In PostgreSQL.</summary>
    AdoNet,

    /// <summary>There is one silo, on this machine.</summary>
    Localhost,
}
