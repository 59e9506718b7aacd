using System.Globalization;

namespace Crm.Actors.Gateway.Feed;

/// <summary>The <c>Feed-Position</c> header: a stream that starts after it misses nothing that the answer does not show.</summary>
internal static class FeedPosition
{
    public const string Header = "Feed-Position";

    /// <summary>The id of the place in the log: opaque to clients, and good as <c>Last-Event-ID</c>.</summary>
    public static string Format(string epoch, long position) => string.Create(CultureInfo.InvariantCulture, $"{epoch}-{position}");

    public static async ValueTask Write(HttpResponse response, FeedEpoch epoch, long position)
    {
        if (position > 0 && await epoch.Get() is { } name) response.Headers[Header] = Format(name, position);
    }
}
