using System.Text;

namespace Crm.Actors.Silo.Messaging;

/// <summary>
/// Checks broker URLs (RabbitMQ URI specification): <c>amqp://user:password@host:5672/virtual-host</c>, or <c>amqps</c> for TLS. User, port
/// and virtual host may be left out; every part may be percent-encoded.
/// </summary>
internal static class BrokerUrl
{
    /// <exception cref="FormatException">What is wrong with which part; never with the password in it.</exception>
    public static Uri Parse(string text)
    {
        if (!text.StartsWith("amqp://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("amqps://", StringComparison.OrdinalIgnoreCase))
            throw new FormatException("it does not start with amqp:// or amqps://");
        if (text.Contains('#') || text.Contains('?'))
            throw new FormatException("it has a '#' or '?'; write %23 or %3F for one in a user name or password");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw new FormatException("it is not a URI (amqp://user:password@host:port/virtual-host)");
        if (url.Host.Length == 0)
            throw new FormatException("the host is missing");
        if (url.Port is 0)
            throw new FormatException("the port is not a number from 1 to 65535");
        if (url.UserInfo.Count(static c => c == ':') > 1)
            throw new FormatException("the password has a ':'; write %3A for one");
        if (url.AbsolutePath.Count(static c => c == '/') > 1)
            throw new FormatException("the virtual host has a '/'; write %2F for one");
        return url;
    }

    /// <summary>Where it leads, without user and password.</summary>
    public static string Shown(Uri url)
    {
        var text = new StringBuilder($"{url.Scheme}://{url.Host}");
        if (url.Port > 0)
            text.Append(':').Append(url.Port);
        return text.Append(url.AbsolutePath is "/" ? "" : url.AbsolutePath).ToString();
    }
}
