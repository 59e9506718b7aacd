using System.Data.Common;

namespace Crm.Actors.Gateway.Configuration;

/// <summary>Turns a libpq connection URI (PostgreSQL manual, section 34.1.1.2) into the keyword form that ADO.NET drivers take.</summary>
internal static class PostgresUri
{
    /// <summary>The connection string of the URI in <paramref name="variable"/>.</summary>
    /// <exception cref="ConfigurationException">The URI is not one of PostgreSQL, lacks a part or has an unknown parameter.</exception>
    public static string ToConnectionString(string variable, string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("postgresql" or "postgres"))
            throw new ConfigurationException(variable, "must be a URI such as postgresql://user:password@host:5432/database");

        var database = Uri.UnescapeDataString(parsed.AbsolutePath.TrimStart('/'));
        if (parsed.Host.Length == 0 || database.Length == 0)
            throw new ConfigurationException(variable, "must name a host and a database");

        var user = parsed.UserInfo.Split(':', 2);
        if (user[0].Length == 0) throw new ConfigurationException(variable, "must name a user");

        var builder = new DbConnectionStringBuilder
        {
            ["Host"] = parsed.Host.Trim('[', ']'),
            ["Port"] = parsed.IsDefaultPort || parsed.Port < 0 ? 5432 : parsed.Port,
            ["Database"] = database,
            ["Username"] = Uri.UnescapeDataString(user[0]),
            // Only the list of silos is read, now and then.
            ["Maximum Pool Size"] = 2,
            ["Timeout"] = 2,
            ["Command Timeout"] = 2,
        };
        if (user.Length == 2) builder["Password"] = Uri.UnescapeDataString(user[1]);
        foreach (var pair in parsed.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            builder[Keyword(variable, parts[0])] = value;
        }

        return builder.ConnectionString;
    }

    private static string Keyword(string variable, string parameter) => parameter switch
    {
        "search_path" => "Search Path",
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        _ => throw new ConfigurationException(variable, $"has an unknown parameter '{parameter}'"),
    };
}
