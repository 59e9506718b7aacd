using System.Text;
using System.Text.Json;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// The messages of a stream that are no events. A message without data dispatches nothing in the client but sets its last id
/// (WHATWG HTML, section 9.2.6).
/// </summary>
public static class SseText
{
    /// <summary>The first message: how soon to reconnect, and where the stream stands.</summary>
    public static byte[] Opening(string epoch, long position, int retryMilliseconds) =>
        Encoding.UTF8.GetBytes($"retry: {retryMilliseconds}\n: open\nid: {epoch}-{position}\n\n");

    /// <summary>A heartbeat; with the position the client is caught up to, when that is known.</summary>
    public static byte[] Heartbeat(string epoch, long? position) =>
        Encoding.UTF8.GetBytes(position is { } p ? $": heartbeat\nid: {epoch}-{p}\n\n" : ": heartbeat\n\n");

    /// <summary>Tells that events may be missing before this point: the client has to read its objects anew.</summary>
    public static byte[] Gap(string epoch, long position, GapReason reason)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["specversion"] = "1.0",
            ["id"] = $"gap-{epoch}-{position}",
            ["source"] = "/crm/feed",
            ["type"] = "gap",
            ["position"] = $"{position}",
            ["datacontenttype"] = "application/json",
            ["data"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = Name(reason) },
        });
        return [.. Encoding.UTF8.GetBytes($"id: {epoch}-{position}\nevent: gap\ndata: "), .. data, (byte)'\n', (byte)'\n'];
    }

    private static string Name(GapReason reason) => reason switch
    {
        GapReason.PastRetention => "past-retention",
        GapReason.FromTheFuture => "from-the-future",
        _ => "other-log",
    };
}
