using System.Globalization;
using System.Text.RegularExpressions;

using Npgsql;

namespace Crm.Actors.Persistence.Configuration;

/// <summary>The part of a database URL after the '?': libpq's names, and the pool's.</summary>
internal static partial class DatabaseUrlParameters
{
    public static void Read(string query, NpgsqlConnectionStringBuilder builder)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0) throw new FormatException("a parameter after the '?' is not name=value");
            var name = DatabaseUrl.Decode(pair[..equals], "a parameter's name");
            if (!seen.Add(name)) throw new FormatException($"the parameter {Shown(name)} is given twice");
            Set(builder, name, DatabaseUrl.Decode(pair[(equals + 1)..], $"the parameter {Shown(name)}"));
        }

        if (builder.TargetSessionAttributes is not (null or "any") && builder.Host?.Contains(',') != true)
            throw new FormatException("target_session_attrs needs several hosts");
        if (builder.MinPoolSize > builder.MaxPoolSize)
            throw new FormatException($"min_pool_size is more than max_pool_size, {builder.MaxPoolSize}");
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "search_path": SetSearchPath(builder, value); break;
            case "options": SetOptions(builder, value); break;
            case "sslmode": builder.SslMode = ReadSslMode(value); break;
            case "sslrootcert": builder.RootCertificate = value; break;
            case "sslcert": builder.SslCertificate = value; break;
            case "sslkey": builder.SslKey = value; break;
            case "application_name": builder.ApplicationName = value; break;
            case "target_session_attrs": builder.TargetSessionAttributes = ReadSessionAttributes(value); break;
            case "connect_timeout": builder.Timeout = ReadNumber(name, value, 1024); break;
            case "command_timeout": builder.CommandTimeout = ReadNumber(name, value, int.MaxValue); break;
            case "keepalive": builder.KeepAlive = ReadNumber(name, value, int.MaxValue); break;
            case "max_pool_size": builder.MaxPoolSize = ReadNumber(name, value, 1024, 1); break;
            case "min_pool_size": builder.MinPoolSize = ReadNumber(name, value, 1024); break;
            default: throw new FormatException($"the parameter {Shown(name)} is not known");
        }
    }

    /// <summary>Moves a <c>-c search_path=...</c> to where the other parts of the program look for it; keeps the rest.</summary>
    private static void SetOptions(NpgsqlConnectionStringBuilder builder, string value)
    {
        if (SearchPathOption().Match(value) is { Success: true } found)
        {
            SetSearchPath(builder, found.Groups["path"].Value);
            value = value.Remove(found.Index, found.Length).Trim();
        }

        if (value.Length > 0) builder.Options = value;
    }

    private static void SetSearchPath(NpgsqlConnectionStringBuilder builder, string value)
    {
        if (value.Length == 0) throw new FormatException("the search_path is empty");
        if (builder.SearchPath is { Length: > 0 } other && !string.Equals(other, value, StringComparison.Ordinal))
            throw new FormatException("the search_path is given twice, in search_path and in options");
        builder.SearchPath = value;
    }

    private static SslMode ReadSslMode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new FormatException("sslmode is not one of disable, allow, prefer, require, verify-ca, verify-full"),
    };

    /// <summary>libpq's words, which Npgsql has too; it knows what to do with them when there are several hosts only.</summary>
    private static string ReadSessionAttributes(string value) =>
        value is "any" or "primary" or "standby" or "prefer-primary" or "prefer-standby" or "read-write" or "read-only"
            ? value
            : throw new FormatException("target_session_attrs is not one of any, primary, standby, prefer-primary, prefer-standby, read-write, read-only");

    private static int ReadNumber(string name, string value, int max, int min = 0) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException($"the parameter {name} is not a whole number from {min} to {max}");

    /// <summary>Only plain names are repeated: with a stray '?' in a password, its rest would look like a name.</summary>
    private static string Shown(string name) => PlainName().IsMatch(name) ? $"'{name}'" : "after the '?'";

    [GeneratedRegex(@"(?:^|\s)(?:-c\s*|--)search_path=(?<path>(?:\\.|[^\s\\])+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SearchPathOption();

    [GeneratedRegex("^[a-z_]{1,40}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainName();
}
