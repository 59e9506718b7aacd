using System.IO.Pipelines;
using System.Text;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Streams;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.Actors.Benchmarks.Sse.Bare;

/// <summary>
/// The peer "bare": an endpoint that only copies. A request stands for a commit and wakes all clients, and each is sent the same
/// bytes: no log, no feed, no filter, no permission, no place to resume at.
/// </summary>
internal static class BareStreams
{
    public const string Part = "bare-streams";

    public static async Task<int> RunAsync(string url)
    {
        var hub = new BareHub();
        var frames = Frames();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(static server => server.AddServerHeader = false);
        var app = builder.Build();
        app.MapGet("/ping", static () => "pong");
        app.MapPost("/commit", hub.Commit);
        app.MapGet("/api/v1/deals/stream", http => CopyAsync(http, hub, frames));
        await app.RunAsync();
        return 0;
    }

    private static async Task CopyAsync(HttpContext http, BareHub hub, byte[][] frames)
    {
        http.Response.ContentType = "text/event-stream";
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        var pipe = http.Response.BodyWriter;
        await pipe.FlushAsync();
        var signal = new WakeSignal();
        var sent = hub.Join(signal);
        using var gone = http.RequestAborted.UnsafeRegister(static signal => ((WakeSignal)signal!).Wake(), signal);
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await signal.WaitAsync();
            if (sent == hub.Commits)
                continue;
            for (var to = hub.Commits; sent < to; sent++)
                Write(pipe, frames);
            if ((await pipe.FlushAsync()).IsCompleted)
                break;
        }

        hub.Leave(signal);
    }

    private static void Write(PipeWriter pipe, byte[][] frames)
    {
        var writer = new FrameWriter(pipe);
        foreach (var frame in frames)
            writer.Write(frame);
        writer.Complete();
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
