using System.Collections.Immutable;
using System.Net;
using Crm.Actors.RateLimits;
using Crm.Actors.RateLimits.Redis;

namespace Crm.Actors.Gateway.Configuration;

/// <summary>How the gateway meets the outside: rates, proxies, other sites. Without a limit none holds.</summary>
internal sealed record EdgeSettings
{
    public RateLimit? PerAddress { get; init; }

    public RateLimit? PerUser { get; init; }

    /// <summary>Per API key; a request with one counts for its owner, too.</summary>
    public RateLimit? PerKey { get; init; }

    /// <summary>Registrations per address.</summary>
    public RateLimit? Registrations { get; init; }

    /// <summary>What gateways share: buckets, cached answers, who is connected. Null for the memory of each gateway.</summary>
    public RedisAddress? Redis { get; init; }

    /// <summary>Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Origins (RFC 6454) whose pages may use the interface.</summary>
    public ImmutableArray<string> CorsOrigins { get; init; } = [];

    /// <exception cref="ConfigurationException">A variable is wrong.</exception>
    public static EdgeSettings Read(EnvironmentVariables environment) => new()
    {
        PerAddress = Rate(environment, "CRM_RATE_LIMIT_ADDRESS", "2000/s;burst=20000"),
        PerUser = Rate(environment, "CRM_RATE_LIMIT_USER", "500/s;burst=5000"),
        PerKey = Rate(environment, "CRM_RATE_LIMIT_KEY", "500/s;burst=5000"),
        Registrations = Rate(environment, "CRM_RATE_LIMIT_REGISTER", "10/min;burst=20"),
        Redis = ReadRedis(environment),
        TrustedProxies = [.. environment.List("CRM_TRUSTED_PROXIES").Select(Network)],
        CorsOrigins = [.. environment.List("CRM_CORS_ORIGINS").Select(Origin)],
    };

    /// <summary>Without anything: it may hold a password.</summary>
    public override string ToString() => nameof(EdgeSettings);

    private static RedisAddress? ReadRedis(EnvironmentVariables environment)
    {
        var prefix = Read(RedisKeyPrefix.Variable, environment.Optional(RedisKeyPrefix.Variable, ""), RedisKeyPrefix.Parse);
        return environment.Optional("REDIS_URL", "") is { Length: > 0 } url
            ? Read("REDIS_URL", url, text => RedisAddress.Parse(text, "crm-gateway", prefix))
            : null;
    }

    private static RateLimit? Rate(EnvironmentVariables environment, string variable, string fallback) =>
        Read(variable, environment.Optional(variable, fallback), RateLimit.Parse);

    private static T Read<T>(string variable, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new ConfigurationException(variable, e.Message);
        }
    }

    private static IPNetwork Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        // .NET takes 10 for 0.0.0.10 and 010.0.0.1 for 8.0.0.1; whoever writes that means neither.
        return IPAddress.TryParse(text, out var address) && (text.Contains(':') || address.ToString() == text)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new ConfigurationException("CRM_TRUSTED_PROXIES", $"must list networks such as 10.0.0.0/8, but has '{text}'");
    }

    /// <summary>An origin as browsers send it, so that comparing it is comparing text.</summary>
    private static string Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.GetLeftPart(UriPartial.Authority) == text
            ? text
            : throw new ConfigurationException("CRM_CORS_ORIGINS", $"must list origins such as https://app.example.com, in lower case and without a path; '*' is not taken; but has '{text}'");
}
