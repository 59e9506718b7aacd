using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Pipelines;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// The messages of a stream that are no events. A message without data dispatches nothing in the client but sets its last id
/// (WHATWG HTML, section 9.2.6).
/// </summary>
public static class SseText
{
    /// <summary>The type of the message that <see cref="Summary"/> is.</summary>
    public const string SummaryEvent = "pipeline.summary";

    /// <summary>The type of the message that <see cref="DealLeft"/> is.</summary>
    public const string DealLeftEvent = "deal.left";

    /// <summary>The first message: how soon to reconnect, and where the stream stands.</summary>
    public static byte[] Opening(StreamPosition at, int retryMilliseconds) =>
        Encoding.UTF8.GetBytes($"retry: {retryMilliseconds}\n: open\nid: {at}\n\n");

    /// <summary>The last message of a gateway that stops: how soon to come back, to another one.</summary>
    public static byte[] Closing(int retryMilliseconds) => Encoding.UTF8.GetBytes($"retry: {retryMilliseconds}\n: come back\n\n");

    /// <summary>A heartbeat; with the position the client is caught up to, when that is known.</summary>
    public static byte[] Heartbeat(string epoch, long? position) =>
        Encoding.UTF8.GetBytes(position is { } p ? $": heartbeat\nid: {epoch}-{p}\n\n" : ": heartbeat\n\n");

    /// <summary>
    /// The figures of a pipeline. It has no id: an id would move the place from which the client resumes past events that it was not
    /// sent yet.
    /// </summary>
    public static byte[] Summary(PipelineSummary summary) =>
        [.. Encoding.UTF8.GetBytes($"event: {SummaryEvent}\ndata: "), .. JsonOutput.Render(summary, PipelineSummaryJson.Write), (byte)'\n', (byte)'\n'];

    /// <summary>
    /// Tells that an event took a deal out of the caller's sight, and nothing of the event: which deal it is, and its version since then.
    /// </summary>
    public static byte[] DealLeft(StreamPosition at, Guid deal, long version) =>
        Encoding.UTF8.GetBytes($"id: {at}\nevent: {DealLeftEvent}\ndata: {{\"id\":\"{deal}\",\"version\":{version}}}\n\n");

    /// <summary>Tells that events may be missing before this point: the client has to read its objects anew.</summary>
    public static byte[] Gap(StreamPosition at, GapReason reason)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["specversion"] = "1.0",
            ["id"] = $"gap-{at}",
            ["source"] = "/crm/feed",
            ["type"] = "gap",
            ["position"] = $"{at.Position}",
            ["datacontenttype"] = "application/json",
            ["data"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = Name(reason) },
        });
        return [.. Encoding.UTF8.GetBytes($"id: {at}\nevent: gap\ndata: "), .. data, (byte)'\n', (byte)'\n'];
    }

    private static string Name(GapReason reason) => reason switch
    {
        GapReason.PastRetention => "past-retention",
        GapReason.FromTheFuture => "from-the-future",
        _ => "other-log",
    };
}
