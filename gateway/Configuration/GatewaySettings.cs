using Crm.Actors.Clustering.Consul;
using Crm.Actors.Contracts.Configuration;
using Crm.Actors.Gateway.Telegram.Webhook;
using Crm.Actors.Observability.Listening;
using Crm.Actors.Observability.Settings;

namespace Crm.Actors.Gateway.Configuration;

/// <summary>All that the gateway is told from outside, checked when it starts.</summary>
internal sealed record GatewaySettings
{
    private const string Service = "crm-gateway";

    /// <summary>Where to listen, such as <c>http://127.0.0.1:8080</c>.</summary>
    public required string HttpUrl { get; init; }

    /// <summary>How access tokens are made and checked.</summary>
    public required TokenSettings Tokens { get; init; }

    /// <summary>How long it serves what still comes after it was told to stop; see <see cref="Health.Drain"/>.</summary>
    public TimeSpan DrainDelay { get; init; }

    /// <summary>How it meets the outside.</summary>
    public EdgeSettings Edge { get; init; } = new();

    /// <summary>What it remembers of answers; nothing unless it is told so.</summary>
    public CacheSettings Cache { get; init; } = new();

    /// <summary>What Telegram shows at the webhook.</summary>
    public WebhookSecret Telegram { get; init; } = WebhookSecret.None;

    /// <summary>What it tells of itself.</summary>
    public ObservabilitySettings Observability { get; init; } = new() { ServiceName = Service };

    /// <summary>Where its figures are shown when not at <see cref="HttpUrl"/>, such as <c>http://0.0.0.0:9090</c>; null when they are.</summary>
    public string? MetricsUrl { get; init; }

    /// <summary>Whether it serves Orleans' dashboard to administrators.</summary>
    public bool HasDashboard { get; init; }

    /// <summary>Connection string of the membership table; null when silos are found otherwise.</summary>
    public required string? MembershipConnection { get; init; }

    /// <summary>Where silos are found in Consul; null when they are found otherwise: without either there is one, on this machine.</summary>
    public ConsulSettings? Consul { get; init; }

    /// <summary>The client port of the silo on this machine; only for that.</summary>
    public required int SiloGatewayPort { get; init; }

    public required string ClusterId { get; init; }

    public required string ServiceId { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or wrong.</exception>
    public static GatewaySettings Read(EnvironmentVariables environment)
    {
        var url = environment.Optional("CRM_HTTP_URL", "http://127.0.0.1:8080");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != Uri.UriSchemeHttp || parsed.PathAndQuery != "/" || parsed.Fragment.Length > 0 || parsed.UserInfo.Length > 0)
            throw new ConfigurationException("CRM_HTTP_URL", $"must be a URL such as http://127.0.0.1:8080, but is '{url}'");

        var clustering = environment.Optional("CRM_CLUSTERING", "adonet");
        var metricsUrl = environment.Optional("CRM_METRICS_URL", "") is { Length: > 0 } metrics ? metrics : null;
        if (metricsUrl is not null && !ListenUrl.IsUsable(metricsUrl)) throw new ConfigurationException("CRM_METRICS_URL", ListenUrl.Rule);
        var consul = ConsulSettings.Read(
            name => environment.Optional(name, "") is { Length: > 0 } text ? text : null, static (variable, fault) => new ConfigurationException(variable, fault), "crm-gateway");
        return new GatewaySettings
        {
            HttpUrl = url,
            DrainDelay = environment.Duration("CRM_DRAIN_DELAY", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            Tokens = TokenSettings.Read(environment),
            Edge = EdgeSettings.Read(environment),
            Cache = CacheSettings.Read(environment),
            Telegram = WebhookSecret.Read(environment),
            Observability = ObservabilitySettings.Read(
                name => environment.Optional(name, "") is { Length: > 0 } text ? text : null, static (variable, fault) => new ConfigurationException(variable, fault), Service),
            MetricsUrl = metricsUrl,
            HasDashboard = environment.Optional("CRM_DASHBOARD", "off") switch
            {
                "on" => true,
                "off" => false,
                _ => throw new ConfigurationException("CRM_DASHBOARD", "must be 'on' or 'off'"),
            },
            MembershipConnection = clustering switch
            {
                "adonet" => PostgresUri.ToConnectionString("ORLEANS_DATABASE_URL", environment.Required("ORLEANS_DATABASE_URL")),
                "consul" or "localhost" => null,
                _ => throw new ConfigurationException("CRM_CLUSTERING", $"must be 'adonet', 'consul' or 'localhost', but is '{clustering}'"),
            },
            Consul = clustering == "consul" ? consul : null,
            SiloGatewayPort = environment.Port("CRM_SILO_GATEWAY_PORT", 30000),
            ClusterId = Name(environment, "CRM_CLUSTER_ID"),
            ServiceId = Name(environment, "CRM_SERVICE_ID"),
        };
    }

    /// <summary>Without anything: it holds passwords.</summary>
    public override string ToString() => nameof(GatewaySettings);

    private static string Name(EnvironmentVariables environment, string variable)
    {
        var name = environment.Optional(variable, "crm");
        return ClusterName.IsUsable(name) ? name : throw new ConfigurationException(variable, ClusterName.Rule);
    }
}
