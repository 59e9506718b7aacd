using System.Data.Common;
using System.Globalization;

namespace Crm.Actors.Gateway.Configuration;

/// <summary>
/// Turns a libpq connection URI (PostgreSQL manual, section 34.1.1.2) into the keyword form that ADO.NET drivers take. It takes what the silos take,
/// as both are given the same URI: several hosts, and the parameters below.
/// </summary>
internal static class PostgresUri
{
    private const int DefaultPort = 5432;

    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    /// <summary>The connection string of the URI in <paramref name="variable"/>.</summary>
    /// <exception cref="ConfigurationException">The URI is not one of PostgreSQL, lacks a part or has an unknown parameter.</exception>
    public static string ToConnectionString(string variable, string uri)
    {
        var scheme = Array.Find(Schemes, name => uri.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        if (scheme is null || uri.Contains('#'))
            throw new ConfigurationException(variable, "must be a URI such as postgresql://user:password@host:5432/database; a '#' in it is written %23");

        var (address, query) = Split(uri[scheme.Length..], '?');
        var (authority, path) = Split(address, '/');
        // The last '@', as everybody forgets to encode it in passwords and no host has one.
        var at = authority.LastIndexOf('@');
        var (user, password) = Split(at < 0 ? "" : authority[..at], ':');
        if (user.Length == 0) throw new ConfigurationException(variable, "must name a user");

        var hosts = authority[(at + 1)..].Split(',').Select(host => Host(variable, host)).ToList();
        if (hosts.Exists(static host => host.Name.Length == 0) || path is not { Length: > 0 })
            throw new ConfigurationException(variable, "must name a host and a database");

        var builder = new DbConnectionStringBuilder
        {
            ["Host"] = hosts is [var one] ? one.Name : string.Join(',', hosts.Select(static host => $"{(host.Name.Contains(':') ? $"[{host.Name}]" : host.Name)}:{host.Port}")),
            ["Database"] = Uri.UnescapeDataString(path),
            ["Username"] = Uri.UnescapeDataString(user),
            // Only the list of silos is read, now and then.
            ["Maximum Pool Size"] = 2,
            ["Timeout"] = 2,
            ["Command Timeout"] = 2,
        };
        if (hosts is [var only]) builder["Port"] = only.Port;
        if (password is { Length: > 0 }) builder["Password"] = Uri.UnescapeDataString(password);
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(pair, '=');
            // The sizes of the silos' pools; this one's is above.
            if (name is "max_pool_size" or "min_pool_size") continue;
            var (keyword, meaning) = Parameter(variable, name, Uri.UnescapeDataString(value ?? ""), hosts.Count);
            builder[keyword] = meaning;
        }

        return builder.ConnectionString;
    }

    private static (string Name, int Port) Host(string variable, string text)
    {
        var end = text.StartsWith('[') ? text.IndexOf(']') + 1 : text.IndexOf(':');
        var (name, port) = end < 0 || end == text.Length ? (text, "") : (text[..end], text[(text[end] == ':' ? end + 1 : end)..]);
        var host = Uri.UnescapeDataString(name.Trim('[', ']'));
        if (port.Length == 0) return (host, DefaultPort);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536
            ? (host, number)
            : throw new ConfigurationException(variable, "must have ports from 1 to 65535");
    }

    /// <summary>What a parameter is called in a connection string, and its value there.</summary>
    private static (string Keyword, string Value) Parameter(string variable, string name, string value, int hosts) => name switch
    {
        "search_path" => ("Search Path", value),
        "options" => ("Options", value),
        "sslmode" => ("SSL Mode", SslMode(variable, value)),
        "sslrootcert" => ("Root Certificate", value),
        "sslcert" => ("SSL Certificate", value),
        "sslkey" => ("SSL Key", value),
        "application_name" => ("Application Name", value),
        "connect_timeout" => ("Timeout", Number(variable, name, value, 0, 1024)),
        "command_timeout" => ("Command Timeout", Number(variable, name, value, 0, int.MaxValue)),
        "keepalive" => ("Keepalive", Number(variable, name, value, 0, int.MaxValue)),
        "target_session_attrs" when hosts > 1 || value == "any" => ("Target Session Attributes", Attributes(variable, value)),
        "target_session_attrs" => throw new ConfigurationException(variable, "has target_session_attrs, which needs several hosts"),
        // Only a plain name is repeated: with a stray '?' in a password, its rest would look like one.
        _ => throw new ConfigurationException(variable, name.All(static c => char.IsAsciiLetterLower(c) || c == '_') ? $"has an unknown parameter '{name}'" : "has an unknown parameter"),
    };

    /// <summary>libpq's word as Npgsql's enumeration has it.</summary>
    private static string SslMode(string variable, string value) => value switch
    {
        "disable" or "allow" or "prefer" or "require" => value,
        "verify-ca" => "VerifyCA",
        "verify-full" => "VerifyFull",
        _ => throw new ConfigurationException(variable, "has an sslmode that is not one of disable, allow, prefer, require, verify-ca, verify-full"),
    };

    private static string Attributes(string variable, string value) =>
        value is "any" or "primary" or "standby" or "prefer-primary" or "prefer-standby" or "read-write" or "read-only"
            ? value
            : throw new ConfigurationException(variable, "has target_session_attrs that are not one of any, primary, standby, prefer-primary, prefer-standby, read-write, read-only");

    private static string Number(string variable, string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? value
            : throw new ConfigurationException(variable, $"has a {name} that is not a whole number from {min} to {max}");

    private static (string Head, string? Tail) Split(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
