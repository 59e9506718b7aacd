using System.Globalization;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Problems;
using Crm.Actors.Gateway.Streams.Summaries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Serves one request for a stream from its first byte to its end.</summary>
internal sealed class StreamSessions(
    StreamHub hub, FeedFollowing following, StreamResume resume, LogPages pages, SummaryBoard summaries, KeyWatch keys, StreamClock clock, StreamOptions options,
    IIdSource ids, TimeProvider time)
{
    private const int LeastRetry = 1000;
    private const int RetrySpread = 2000;
    private int _served;

    /// <summary>Answers with a stream, or with a problem when the log cannot be read.</summary>
    /// <param name="http">The request.</param>
    /// <param name="filter">What is wanted.</param>
    /// <param name="lastSeen">Where the client was; null to start now.</param>
    /// <param name="since">
    /// Where what the caller's right was decided by stood in the log. A stream that starts now starts there, so that whatever takes the right
    /// away meanwhile is on it.
    /// </param>
    public async Task ServeAsync(HttpContext http, StreamFilter filter, StreamPosition? lastSeen, long? since = null)
    {
        following.Enter();
        try
        {
            if (!await following.WaitAsync(options.Ready, http.RequestAborted)
                || await resume.ResolveAsync(lastSeen, http.RequestAborted) is not { } start)
            {
                await new Problem(ProblemKind.Unavailable, "The event log cannot be read at the moment.").ExecuteAsync(http);
                return;
            }

            Prepare(http);
            await StreamAsync(http, filter, start with { After = start.After ?? InRing(since) });
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away before the stream began.
        }
        finally
        {
            following.Leave();
        }
    }

    private async Task StreamAsync(HttpContext http, StreamFilter filter, StreamStart start)
    {
        var client = new StreamClient(filter, http.Caller(), options.ClientQueue)
        {
            Id = ids.Next(),
            Since = time.GetUtcNow(),
            Ring = hub.Ring,
            Abort = http.Abort,
            ExpiresAt = Expiry(http),
            UserVersion = (http.User.Identity as CallerIdentity)?.UserVersion,
        };
        using var summary = filter.WithSummary ? summaries.Open(client.Signal) : null;
        client.Summary = summary;
        var joined = hub.Join(client, start.After, clock.Now);
        try
        {
            await using var key = keys.Start(http.User, http.Origin(), client.End);
            await using var gone = http.RequestAborted.UnsafeRegister(static client => ((StreamClient)client!).End(), client);
            await new StreamPump(hub, pages, clock, options, client, http.Response.BodyWriter).RunAsync(joined, start.Gap, NextRetry());
        }
        finally
        {
            hub.Leave(client);
        }
    }

    /// <summary>
    /// Not before what the ring has: an answer that is older than that comes from a grain that was replaced long ago, and events before it
    /// need not be looked for in the log.
    /// </summary>
    private long? InRing(long? since) => since is { } position ? Math.Max(position, hub.Ring.Floor) : null;

    private static void Prepare(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        StreamHeaders.Write(response);
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // A slow client is held to our own limit, in StreamHub.Sweep.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    private long Expiry(HttpContext http) =>
        long.TryParse(http.User.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? clock.At(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : long.MaxValue;

    /// <summary>Spreads clients that are cut off together.</summary>
    private int NextRetry() => LeastRetry + (int)((uint)Interlocked.Increment(ref _served) * 997 % RetrySpread);
}
