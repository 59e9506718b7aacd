using StackExchange.Redis;

namespace Crm.Actors.RateLimits.Redis;

/// <summary>
/// Reads <c>redis-sentinel://[[user]:password@]host[:port][,host[:port]...]/master-name[/database]</c>. By hand: several hosts are more than a URI
/// (RFC 3986 section 3.2) may have.
/// </summary>
internal static class SentinelUrl
{
    private const int DefaultPort = 26379;
    private const string Example = "such as redis-sentinel://:password@host:26379,host:26379/master/0";

    private static readonly string[] Schemes = ["redis-sentinel://", "rediss-sentinel://"];

    /// <summary>Whether it begins as one.</summary>
    public static bool IsOne(string text) => Scheme(text) is not null;

    /// <exception cref="FormatException">It is none; the message goes on after the name of a variable and holds no secret.</exception>
    public static ConfigurationOptions Parse(string text)
    {
        var rest = text[Scheme(text)!.Length..];
        if (rest.AsSpan().ContainsAny('?', '#'))
            throw new FormatException("must end with the number of a database, or without one; '?' and '#' in a password are written %3F and %23");
        if (rest.Split('/') is not [var authority, var master, .. var path] || path.Length > 1)
            throw new FormatException($"must name sentinels and, after a '/', the master that they watch, {Example}");
        if (!IsMasterName(master))
            throw new FormatException($"must name the master with letters, digits, '.', '-' and '_', {Example}");

        // The last one: no host has an '@', and passwords should have it encoded.
        var at = authority.LastIndexOf('@');
        var (user, password) = RedisAddress.Credentials(at < 0 ? "" : authority[..at]);
        var options = new ConfigurationOptions
        {
            ServiceName = master,
            User = user,
            Password = password,
            DefaultDatabase = RedisAddress.Database(path is [var database] ? database : ""),
        };
        foreach (var host in authority[(at + 1)..].Split(','))
        {
            var sentinel = Uri.TryCreate($"redis://{host}", UriKind.Absolute, out var url) && url.Host.Length > 0 && url.Port != 0
                ? EndPointCollection.TryParse(url.Port > 0 ? host : $"{host.TrimEnd(':')}:{DefaultPort}")
                : null;
            options.EndPoints.TryAdd(sentinel ?? throw new FormatException($"must name each sentinel as host or host:port, {Example}"));
        }

        return options;
    }

    private static string? Scheme(string text) => Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>What Redis lets a master be called.</summary>
    private static bool IsMasterName(string name) => name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
