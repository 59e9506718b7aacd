using Crm.Actors.Gateway.Telegram.Webhook;

namespace Crm.Actors.Gateway.Configuration;

/// <summary>All that the gateway is told from outside, checked when it starts.</summary>
internal sealed record GatewaySettings
{
    /// <summary>Where to listen, such as <c>http://127.0.0.1:8080</c>.</summary>
    public required string HttpUrl { get; init; }

    /// <summary>How access tokens are made and checked.</summary>
    public required TokenSettings Tokens { get; init; }

    /// <summary>How it meets the outside.</summary>
    public EdgeSettings Edge { get; init; } = new();

    /// <summary>What Telegram shows at the webhook.</summary>
    public WebhookSecret Telegram { get; init; } = WebhookSecret.None;

    /// <summary>Connection string of the membership table; null to use one silo on this machine.</summary>
    public required string? MembershipConnection { get; init; }

    /// <summary>The client port of the silo on this machine; only without a membership table.</summary>
    public required int SiloGatewayPort { get; init; }

    public required string ClusterId { get; init; }

    public required string ServiceId { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or wrong.</exception>
    public static GatewaySettings Read(EnvironmentVariables environment)
    {
        var url = environment.Optional("CRM_HTTP_URL", "http://127.0.0.1:8080");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != Uri.UriSchemeHttp || parsed.PathAndQuery != "/")
            throw new ConfigurationException("CRM_HTTP_URL", $"must be a URL such as http://127.0.0.1:8080, but is '{url}'");

        return new GatewaySettings
        {
            HttpUrl = url,
            Tokens = TokenSettings.Read(environment),
            Edge = EdgeSettings.Read(environment),
            Telegram = WebhookSecret.Read(environment),
            MembershipConnection = environment.Optional("CRM_CLUSTERING", "adonet") switch
            {
                "adonet" => PostgresUri.ToConnectionString("ORLEANS_DATABASE_URL", environment.Required("ORLEANS_DATABASE_URL")),
                "localhost" => null,
                var other => throw new ConfigurationException("CRM_CLUSTERING", $"must be 'adonet' or 'localhost', but is '{other}'"),
            },
            SiloGatewayPort = environment.Port("CRM_SILO_GATEWAY_PORT", 30000),
            ClusterId = environment.Optional("CRM_CLUSTER_ID", "crm"),
            ServiceId = environment.Optional("CRM_SERVICE_ID", "crm"),
        };
    }
}
