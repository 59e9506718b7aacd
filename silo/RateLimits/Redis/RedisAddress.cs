using StackExchange.Redis;

namespace Crm.Actors.RateLimits.Redis;

/// <summary>Redis URLs as they are usual: <c>redis://[[user]:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS.</summary>
public static class RedisAddress
{
    private const int DefaultPort = 6379;

    /// <param name="text">The URL.</param>
    /// <param name="client">What Redis shall call this client.</param>
    /// <exception cref="FormatException">It is no such URL; the message goes on after the name of a variable and holds no secret.</exception>
    public static ConfigurationOptions Parse(string text, string client)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0)
            throw new FormatException("is not a URL such as redis://:password@host:6379/0");
        var path = url.AbsolutePath.Trim('/');
        if (!int.TryParse(path.Length == 0 ? "0" : path, out var database) || database is < 0 or > 10_000 || url.Query.Length > 0)
            throw new FormatException("must end with the number of a database, or after the port");
        var user = url.UserInfo.Split(':', 2);
        return new ConfigurationOptions
        {
            EndPoints = { { url.Host.Trim('[', ']'), url.Port > 0 ? url.Port : DefaultPort } },
            Ssl = url.Scheme == "rediss",
            User = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : null,
            DefaultDatabase = database,
            ClientName = client,
            // The program starts and serves all else without it.
            AbortOnConnectFail = false,
            ConnectTimeout = 1000,
            AsyncTimeout = 1000,
            SyncTimeout = 1000,
            // What cannot be sent now is refused now: callers are promised an answer within 2 s.
            BacklogPolicy = BacklogPolicy.FailFast,
            ReconnectRetryPolicy = new LinearRetry(500),
        };
    }
}
