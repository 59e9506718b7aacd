using System.IO.Pipelines;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// Writes one client's stream until it ends. Attached, it sleeps until the hub has something; behind, it reads the ring, and before that
/// the log. Backpressure of the connection stops only this pump.
/// </summary>
public sealed class StreamPump(StreamHub hub, LogPages pages, StreamClock clock, StreamOptions options, StreamClient client, PipeWriter pipe)
{
    private const int FramesPerScan = 2048;

    /// <summary>Other gateways serve when this one stops, so its clients may come back this many times sooner than after a loss.</summary>
    private const int SoonerElsewhere = 4;

    /// <param name="start">Where the client joined.</param>
    /// <param name="gap">Why the client's position could not be kept, if so.</param>
    /// <param name="retryMilliseconds">How soon the client should reconnect.</param>
    public async Task RunAsync(StreamPosition start, GapReason? gap, int retryMilliseconds)
    {
        if (!await SendAsync(SseText.Opening(start, retryMilliseconds)))
            return;
        if (gap is { } reason && !await SendGapAsync(start, reason))
            return;
        while (!client.Ended)
        {
            // Before the queue: while it says yes, later positions come through the queue too.
            var attached = client.Attached;
            var wrote = client.Summary?.TakeNew() is { } summary ? Write(summary) : 0;
            wrote += WriteQueued();
            if (!client.Ended && client.TakeBeat())
                wrote += Write(SseText.Heartbeat(client.Ring.Epoch, hub.CaughtUp(client)));
            if (wrote > 0)
            {
                if (!await FlushAsync())
                    return;
            }
            else if (attached)
            {
                // Unless it was just taken out of dispatching: then nobody would wake it.
                if (client.Attached)
                    await client.Signal.WaitAsync();
            }
            else if (!await CatchUpAsync())
            {
                return;
            }
        }

        if (hub.Closed)
            await SendAsync(SseText.Closing(retryMilliseconds / SoonerElsewhere));
    }

    private int WriteQueued()
    {
        var writer = new FrameWriter(pipe);
        while (writer.Written < options.FlushBytes && client.Queue.TryDequeue(out var position))
        {
            if (client.Ring.Get(position) is { } frame)
            {
                if (frame.Left is null)
                    writer.Write(frame.Bytes);
                else if (!WriteTo(ref writer, frame))
                    break;
                continue;
            }

            hub.FallBehind(client, position - 1);
            break;
        }

        writer.Complete();
        return writer.Written;
    }

    /// <summary>One step towards the head; false when the connection is gone.</summary>
    private async Task<bool> CatchUpAsync()
    {
        if (client.Ring != hub.Ring)
            return await SendGapAsync(hub.MoveToCurrentRing(client), GapReason.OtherLog);

        if (client.Cursor < client.Ring.Floor)
            return await ReadLogAsync();
        if (WriteFromRing() > 0)
            return await FlushAsync();
        hub.TryAttach(client);
        return true;
    }

    private int WriteFromRing()
    {
        var writer = new FrameWriter(pipe);
        var end = Math.Min(client.Ring.Head, client.Cursor + FramesPerScan);
        while (client.Cursor < end && writer.Written < options.FlushBytes && client.Ring.Get(client.Cursor + 1) is { } frame)
        {
            client.Cursor = frame.Position;
            if (!WriteTo(ref writer, frame))
                break;
        }

        writer.Complete();
        return writer.Written;
    }

    private async Task<bool> ReadLogAsync()
    {
        var page = client.Filter.Subject is { } subject
            ? await pages.ReadSubjectAsync(subject, client.Cursor)
            : await pages.ReadAsync(client.Ring.Epoch, client.Cursor);
        if (page is null || page.Through <= client.Cursor || !string.Equals(page.Epoch, client.Ring.Epoch, StringComparison.Ordinal))
        {
            // Not now, or the hub is about to learn of another log.
            await clock.PauseAsync();
            return true;
        }

        for (var next = 0; next < page.Frames.Length && !client.Ended;)
        {
            next = WriteSome(page.Frames, next);
            if (!await FlushAsync())
                return false;
        }

        client.Cursor = page.Through;
        return true;
    }

    private int WriteSome(EventFrame[] frames, int next)
    {
        var writer = new FrameWriter(pipe);
        while (next < frames.Length && writer.Written < options.FlushBytes)
        {
            var frame = frames[next++];
            if (frame.Position > client.Cursor && !WriteTo(ref writer, frame))
                break;
        }

        writer.Complete();
        return next;
    }

    /// <summary>Adds what the client is to be sent of a frame; false when that is the end, because the one deal of the stream is out of sight.</summary>
    private bool WriteTo(ref FrameWriter writer, EventFrame frame)
    {
        if (hub.MessageFor(client, frame) is not { } message)
            return true;
        writer.Write(message);
        if (message != frame.Left || client.Filter.Subject is null)
            return true;
        client.End();
        return false;
    }

    private int Write(byte[] message)
    {
        var writer = new FrameWriter(pipe);
        writer.Write(message);
        writer.Complete();
        return message.Length;
    }

    private ValueTask<bool> SendGapAsync(StreamPosition at, GapReason reason)
    {
        hub.CountGap();
        return SendAsync(SseText.Gap(at, reason));
    }

    private ValueTask<bool> SendAsync(byte[] message)
    {
        Write(message);
        return FlushAsync();
    }

    private async ValueTask<bool> FlushAsync()
    {
        var flush = pipe.FlushAsync();
        if (flush.IsCompleted)
            return Flushed(flush.Result);
        client.BlockedSince = clock.Now;
        try
        {
            return Flushed(await flush);
        }
        finally
        {
            client.BlockedSince = 0;
        }
    }

    private bool Flushed(FlushResult result)
    {
        client.ServedAt = clock.Now;
        return !result.IsCompleted;
    }
}
