using Crm.Actors.Clustering.Consul;
using Crm.Actors.Contracts.Configuration;
using Crm.Actors.Observability.Listening;
using Crm.Actors.Observability.Settings;
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

    /// <summary>For <see cref="Clustering.Consul"/>.</summary>
    public required ConsulSettings Consul { get; init; }

    public required string ClusterId { get; init; }

    public required string ServiceId { get; init; }

    /// <summary>The address that other silos and gateways reach this one at. The ports have no authentication of their own.</summary>
    public required string Host { get; init; }

    public required int SiloPort { get; init; }

    public required int GatewayPort { get; init; }

    /// <summary>How long it stays after it was told to stop; see <see cref="SiloDrain"/>.</summary>
    public required TimeSpan DrainDelay { get; init; }

    /// <summary>Where it answers probes and shows its figures, such as <c>http://0.0.0.0:8081</c>; null for nowhere. It has no authentication.</summary>
    public required string? HttpUrl { get; init; }

    /// <summary>What it tells of itself.</summary>
    public required ObservabilitySettings Observability { get; init; }

    /// <summary>Whether it takes part in Orleans' dashboard, which costs a little with every call.</summary>
    public required bool HasDashboard { get; init; }

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
        Consul = ConsulSettings.Read(environment.Find, static (variable, problem) => new ConfigurationException(variable, problem), "crm-silo"),
        ClusterId = ReadName(environment, "CRM_CLUSTER_ID"),
        ServiceId = ReadName(environment, "CRM_SERVICE_ID"),
        Host = ReadHost(environment),
        SiloPort = environment.GetInt32("CRM_SILO_PORT", 11111, 1, 65535),
        GatewayPort = environment.GetInt32("CRM_SILO_GATEWAY_PORT", 30000, 1, 65535),
        DrainDelay = environment.GetDuration("CRM_DRAIN_DELAY", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        HttpUrl = ReadHttpUrl(environment),
        Observability = ObservabilitySettings.Read(environment.Find, static (variable, problem) => new ConfigurationException(variable, problem), "crm-silo"),
        HasDashboard = ReadDashboard(environment.Find("CRM_DASHBOARD")),
        EventStore = new EventStoreOptions
        {
            Lanes = environment.GetInt32("CRM_COMMIT_LANES", 2, 1, 64),
        },
        Feed = new FeedOptions
        {
            Retention = environment.GetDuration("CRM_STREAM_RETENTION", TimeSpan.FromDays(7), TimeSpan.FromMinutes(1), TimeSpan.FromDays(36_500)),
        },
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

    /// <summary>Without anything: it holds passwords.</summary>
    public override string ToString() => nameof(SiloSettings);

    private static string ReadName(EnvironmentVariables environment, string name)
    {
        var id = environment.Find(name) ?? "crm";
        return ClusterName.IsUsable(id) ? id : throw new ConfigurationException(name, ClusterName.Rule);
    }

    private static string ReadHost(EnvironmentVariables environment)
    {
        var host = environment.Find("CRM_SILO_HOST") ?? "127.0.0.1";
        return Uri.CheckHostName(host) == UriHostNameType.Unknown
            ? throw new ConfigurationException("CRM_SILO_HOST", "is neither an IP address nor a host name")
            : host;
    }

    private static string? ReadHttpUrl(EnvironmentVariables environment)
    {
        const string Variable = "CRM_SILO_HTTP_URL";
        var url = environment.Find(Variable);
        return url is null || ListenUrl.IsUsable(url) ? url : throw new ConfigurationException(Variable, ListenUrl.Rule);
    }

    private static bool ReadDashboard(string? text) => text switch
    {
        null or "off" => false,
        "on" => true,
        _ => throw new ConfigurationException("CRM_DASHBOARD", "is neither on nor off"),
    };

    private static Clustering ReadClustering(string name) => name switch
    {
        "adonet" => Clustering.AdoNet,
        "consul" => Clustering.Consul,
        "localhost" => Clustering.Localhost,
        _ => throw new ConfigurationException("CRM_CLUSTERING", "is none of adonet, consul and localhost"),
    };
}

/// <summary>Where silos find each other.</summary>
internal enum Clustering
{
    /// <summary>In PostgreSQL.</summary>
    AdoNet,

    /// <summary>In Consul.</summary>
    Consul,

    /// <summary>There is one silo, on this machine.</summary>
    Localhost,
}
