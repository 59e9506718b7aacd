using System.Text;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.Benchmarks.Sse.Bare;

/// <summary>
/// The peer "bare": an endpoint that copies the same bytes to each client as fast as the client takes them. It reads no log, looks
/// at no filter and wakes nobody; it flushes as often as a commit of the fan-out run has events for one client.
/// </summary>
internal static class BareStreams
{
    public const string Part = "bare-streams";

    public static async Task<int> RunAsync(string url)
    {
        var frames = Frames();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(static server => server.AddServerHeader = false);
        var app = builder.Build();
        app.MapGet("/ping", static () => "pong");
        app.MapGet("/api/v1/deals/stream", http => CopyAsync(http, frames));
        await app.RunAsync();
        return 0;
    }

    private static async Task CopyAsync(HttpContext http, byte[][] frames)
    {
        http.Response.ContentType = "text/event-stream";
        http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseBodyFeature>()!.DisableBuffering();
        var pipe = http.Response.BodyWriter;
        while (!http.RequestAborted.IsCancellationRequested)
        {
            var writer = new FrameWriter(pipe);
            foreach (var frame in frames)
                writer.Write(frame);
            writer.Complete();
            if ((await pipe.FlushAsync()).IsCompleted)
                return;
        }
    }

    /// <summary>What one commit sends to one client, who follows one owner of two.</summary>
    private static byte[][] Frames()
    {
        using var encoder = new FrameEncoder();
        return [.. Enumerable.Range(1, EventInjector.Batch / FanOut.OwnerCount).Select(i => encoder.Encode("abcdef12", new FeedEvent
        {
            Position = 1_000_000 + i,
            Id = Owners.Id(i),
            Type = "deal.updated",
            Source = "/crm/deals",
            Subject = Owners.Id(i),
            Sequence = 1_000 + i,
            Time = DateTimeOffset.UnixEpoch,
            ActorId = Owners.Id(0),
            Data = Encoding.UTF8.GetBytes(EventData.Updated(Owners.Id(0))),
        }).Bytes)];
    }
}
