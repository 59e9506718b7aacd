using System.Globalization;

using Npgsql;

namespace Crm.Actors.Persistence.Configuration;

/// <summary>
/// Reads PostgreSQL connection URIs (libpq's form, PostgreSQL manual 34.1.1.2), which Npgsql does not take:
/// <c>postgresql://user:password@host:port/database?search_path=crm&amp;sslmode=require</c>.
/// Several hosts are separated by commas; IPv6 addresses stand in brackets; every part may be percent-encoded.
/// </summary>
public static class DatabaseUrl
{
    /// <summary>Parses a URI. User, host and database must be given.</summary>
    /// <exception cref="FormatException">What is wrong with which part; never with the password in it.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var rest = WithoutScheme(url);
        if (rest.Contains('#')) throw new FormatException("it has a '#'; write %23 for one in a user name or password");
        var (address, query) = SplitOnce(rest, '?');
        var (authority, path) = SplitOnce(address, '/');
        // Where GSS is preferred, as by default, Npgsql 10 makes each connection that is refused a second time, without it.
        var builder = new NpgsqlConnectionStringBuilder { GssEncryptionMode = GssEncryptionMode.Disable };
        ReadAuthority(authority, builder);
        builder.Database = Required(Decode(path ?? "", "the database name"), "the database name");
        if (builder.Database.Contains('/')) throw new FormatException("the database name has a '/'; write %2F if it is part of it");
        if (!string.IsNullOrEmpty(query)) DatabaseUrlParameters.Read(query, builder);
        return builder;
    }

    internal static string Decode(string text, string part)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                throw new FormatException($"{part} has a '%' without two hexadecimal digits; write %25 for the sign itself");
        var decoded = Uri.UnescapeDataString(text);
        if (decoded.Contains('\0')) throw new FormatException($"{part} has a zero byte");
        return decoded;
    }

    private static string WithoutScheme(string url)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["postgresql://", "postgres://"])
            if (url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return url[scheme.Length..];
        throw new FormatException("it does not start with postgresql://");
    }

    private static void ReadAuthority(string authority, NpgsqlConnectionStringBuilder builder)
    {
        // The last '@', as everybody forgets to encode it in passwords and no host has one.
        var at = authority.LastIndexOf('@');
        if (at < 0) throw new FormatException("the user name is missing (user:password@host)");
        var (user, password) = SplitOnce(authority[..at], ':');
        builder.Username = Required(Decode(user, "the user name"), "the user name");
        if (!string.IsNullOrEmpty(password)) builder.Password = Decode(password, "the password");
        var hosts = authority[(at + 1)..].Split(',');
        if (hosts.Length == 1) (builder.Host, builder.Port) = ReadHost(hosts[0]);
        else builder.Host = string.Join(',', hosts.Select(ReadHost).Select(host => $"{Bracketed(host.Host)}:{host.Port}"));
    }

    private static (string Host, int Port) ReadHost(string text)
    {
        if (!text.StartsWith('['))
        {
            var (name, port) = SplitOnce(text, ':');
            if (port?.Contains(':') == true) throw new FormatException("the host has several ':'; write an IPv6 address in brackets");
            var host = Required(Decode(name, "the host"), "the host");
            if (host.Contains(',')) throw new FormatException("the host has an encoded ','");
            return (host, ReadPort(port));
        }

        var end = text.IndexOf(']');
        if (end < 0) throw new FormatException("the host starts with '[' and has no ']'");
        var after = text[(end + 1)..];
        var address = Decode(text[1..end], "the host");
        if (!System.Net.IPAddress.TryParse(address, out var ip) || ip.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
            throw new FormatException("the host in brackets is not an IPv6 address");
        if (after.Length > 0 && after[0] != ':') throw new FormatException("after the ']' of the host only ':port' may follow");
        return (address, ReadPort(after.Length > 0 ? after[1..] : null));
    }

    private static int ReadPort(string? text)
    {
        if (string.IsNullOrEmpty(text)) return NpgsqlConnection.DefaultPort;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535) return port;
        throw new FormatException("the port is not a number from 1 to 65535");
    }

    private static string Bracketed(string host) => host.Contains(':') ? $"[{host}]" : host;

    private static string Required(string value, string part) =>
        value.Length > 0 ? value : throw new FormatException($"{part} is missing");

    private static (string Head, string? Tail) SplitOnce(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
