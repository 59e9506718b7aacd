using StackExchange.Redis;

namespace Crm.Actors.RateLimits.Redis;

/// <summary>
/// Where Redis is and what our keys begin with there. URLs are as they are usual: <c>redis://[[user]:password@]host[:port][/database]</c>, or, with the
/// sentinels that know the master, <c>redis-sentinel://[[user]:password@]host[:port][,host[:port]...]/master-name[/database]</c>; <c>rediss://</c> and
/// <c>rediss-sentinel://</c> for TLS. User and password are shown to the sentinels, too; those that ask for none let everybody in.
/// </summary>
public sealed class RedisAddress
{
    private const int DefaultPort = 6379;

    private RedisAddress(ConfigurationOptions options, string keyPrefix) => (Options, KeyPrefix) = (options, keyPrefix);

    /// <summary>How to connect; where it has a service name, that is the master's, and the end points are sentinels.</summary>
    public ConfigurationOptions Options { get; }

    /// <summary>Stands before all keys of this installation; empty when the Redis is its own.</summary>
    public string KeyPrefix { get; }

    /// <summary>Host and port, or the master's name and its sentinels: for people.</summary>
    public string Place
    {
        get
        {
            var hosts = string.Join(", ", Options.EndPoints.Select(static host => EndPointCollection.ToString(host)));
            return Options.ServiceName is { } master ? $"the master {master} of the sentinels {hosts}" : hosts;
        }
    }

    /// <param name="text">The URL.</param>
    /// <param name="client">What Redis shall call this client.</param>
    /// <param name="keyPrefix">As <see cref="RedisKeyPrefix.Parse"/> gives it.</param>
    /// <exception cref="FormatException">It is no such URL; the message goes on after the name of a variable and holds no secret.</exception>
    public static RedisAddress Parse(string text, string client, string keyPrefix = "")
    {
        var options = SentinelUrl.IsOne(text) ? SentinelUrl.Parse(text) : ParseServer(text);
        options.Ssl = text.StartsWith("rediss", StringComparison.OrdinalIgnoreCase);
        options.ClientName = client;
        // The program starts and serves all else without it.
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1000;
        options.AsyncTimeout = 1000;
        options.SyncTimeout = 1000;
        // What cannot be sent now is refused now: callers are promised an answer within 2 s.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        // The key and the channel of the client's own: outside of any namespace, and of use to several masters only.
        options.TieBreaker = "";
        options.ConfigurationChannel = "";
        return new RedisAddress(options, keyPrefix);
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => Place;

    /// <summary>User and password of the part before the <c>@</c>.</summary>
    internal static (string? User, string? Password) Credentials(string userInfo)
    {
        var parts = userInfo.Split(':', 2);
        return (parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null, parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : null);
    }

    /// <summary>The number of a database; the first one where none is given.</summary>
    internal static int Database(string text) => int.TryParse(text.Length == 0 ? "0" : text, out var database) && database is >= 0 and <= 10_000
        ? database
        : throw new FormatException("must end with the number of a database, or without one");

    private static ConfigurationOptions ParseServer(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0)
            throw new FormatException("is not a URL such as redis://:password@host:6379/0 or redis-sentinel://:password@host:26379,host:26379/master/0");
        if (url.Query.Length > 0 || url.Fragment.Length > 0)
            throw new FormatException("must end with the number of a database, or without one");
        var (user, password) = Credentials(url.UserInfo);
        return new ConfigurationOptions
        {
            EndPoints = { { url.Host.Trim('[', ']'), url.Port > 0 ? url.Port : DefaultPort } },
            User = user,
            Password = password,
            DefaultDatabase = Database(url.AbsolutePath.Trim('/')),
        };
    }
}
