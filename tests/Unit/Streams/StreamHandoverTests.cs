using System.IO.Pipelines;
using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Streams;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>
/// Random clients with random filters join at random places, read at random speeds, and are moved between queue, ring and log by tiny
/// bounds. Each must be sent exactly the events that its filter picks from the log and that its caller sees, in order, and where a deal
/// leaves the caller's sight that instead; and no id may run ahead of them.
/// </summary>
public sealed class StreamHandoverTests
{
    private static readonly StreamOptions Tiny = new()
    {
        RingEvents = 16,
        RingBytes = 8_000,
        ClientQueue = 4,
        LogPage = 8,
        LogPageBytes = 20_000,
        LogReads = 2,
        FlushBytes = 1_500,
    };

    [Fact]
    public async Task Streams_UnderAnyInterleaving_MissNothingAndRepeatNothing() =>
        await Gen.Int[0, int.MaxValue].SampleAsync(async seed => await RunAsync(new Random(seed)), iter: 60, threads: 2);

    private static async Task RunAsync(Random random)
    {
        var log = new FakeFeedSource();
        var hub = new StreamHub(new StreamAccess(), Tiny);
        using var pages = new LogPages(log, Tiny);
        using var clock = new StreamClock(hub, TimeProvider.System);
        using var encoder = new FrameEncoder();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var before = random.Next(60);
        var pasts = new DealPasts(random);
        log.Append([.. Enumerable.Range(1, before).Select(p => pasts.Next(p))]);
        hub.Restart(log.Epoch, before);

        var clients = new List<Task<Watched>>();
        var total = before + 100 + random.Next(400);
        while (log.Head < total)
        {
            if (clients.Count < 12 && random.Next(3) == 0)
                clients.Add(Join(random, hub, pages, clock, log.Head, total, limit.Token));
            var page = Enumerable.Range(1, 1 + random.Next(30)).Select(i => pasts.Next(log.Head + i)).ToArray();
            log.Append(page);
            hub.Dispatch([.. page.Select(e => encoder.Encode(log.Epoch, e))]);
            for (var spin = random.Next(3); spin > 0; spin--)
                await Task.Yield();
        }

        var all = (await log.ReadAsync(0, int.MaxValue, TimeSpan.Zero, default))!.Events;
        foreach (var (client, start, seen) in await Task.WhenAll(clients))
            seen.ShouldBe(SightModel.Of(client.Caller, client.Filter, all, start).Where(message => message.Position <= total));
    }

    private static Task<Watched> Join(
        Random random, StreamHub hub, LogPages pages, StreamClock clock, long head, long total, CancellationToken limit)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 2_000, resumeWriterThreshold: 1_000));
        var client = new StreamClient(AnyFilter(random), AnyCaller(random), Tiny.ClientQueue)
        {
            Ring = hub.Ring,
            Abort = () => { },
        };
        // Past, now, and a moment ahead of the hub.
        var start = random.Next(3) switch { 0 => random.NextInt64(head + 1), 1 => head, _ => head + random.Next(5) };
        var slow = random.Next(3) == 0;
        var joined = hub.Join(client, start, 0);
        var pump = Task.Run(
            async () =>
            {
                await new StreamPump(hub, pages, clock, Tiny, client, pipe.Writer).RunAsync(joined, null, 1000);
                await pipe.Writer.CompleteAsync();
                hub.Leave(client);
            },
            limit);
        return Task.Run(async () => new Watched(client, start, await ReadAsync(client, pump, pipe, total, slow, limit)), limit);
    }

    private static async Task<List<(long Position, string Type)>> ReadAsync(
        StreamClient client, Task pump, Pipe pipe, long total, bool slow, CancellationToken limit)
    {
        var seen = new List<(long Position, string Type)>();
        var reader = new SseReader(pipe.Reader);
        var sure = -1L;
        while (sure < total)
        {
            client.Beat();
            if (slow)
                for (var i = 0; i < 20; i++)
                    await Task.Yield();
            var message = await reader.ReadAsync(limit);
            if (message is null)
            {
                client.Filter.Subject.ShouldNotBeNull("Only the stream of one deal ends by itself.");
                seen[^1].Type.ShouldBe("deal.left");
                break;
            }

            if (message.Id is null)
                continue;
            if (message.Event is not null)
            {
                message.Position.ShouldBeGreaterThan(sure);
                seen.Add((message.Position, message.Event));
            }
            else
            {
                message.Position.ShouldBeGreaterThanOrEqualTo(sure);
            }

            sure = message.Position;
        }

        client.End();
        await pipe.Reader.CompleteAsync();
        await pump;
        seen.RemoveAll(message => message.Position > total);
        return seen;
    }

    private static Caller AnyCaller(Random random) => random.Next(4) switch
    {
        0 => StreamEvents.Administrator,
        1 => StreamEvents.User(random.Next(3)),
        2 => StreamEvents.User(random.Next(3), DealPasts.Teams[random.Next(2)]),
        _ => StreamEvents.User(9, DealPasts.Teams),
    };

    private static StreamFilter AnyFilter(Random random)
    {
        TypePatterns.TryParse("deal.stage.*,deal.updated", out var types).ShouldBeTrue();
        return new()
        {
            Kind = EventKind.Deal,
            Subject = random.Next(4) == 0 ? StreamEvents.Id(random.Next(4)) : null,
            Owner = random.Next(3) == 0 ? StreamEvents.Id(random.Next(3)) : null,
            Stage = random.Next(3) == 0 ? "proposal" : null,
            Types = random.Next(3) == 0 ? types : null,
        };
    }

    private sealed record Watched(StreamClient Client, long Start, List<(long Position, string Type)> Seen);
}
