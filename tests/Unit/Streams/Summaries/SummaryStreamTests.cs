using System.IO.Pipelines;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.Gateway.Streams.Summaries;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams.Summaries;

/// <summary>What a client of a stream sees of the summary, between the events.</summary>
public sealed class SummaryStreamTests : IDisposable
{
    private static readonly StreamOptions Options = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly FakeFeedSource _log = new();
    private readonly StreamHub _hub = new(new StreamAccess(), Options);
    private readonly SummaryBoard _board = new();
    private readonly FrameEncoder _encoder = new();
    private readonly LogPages _pages;
    private readonly StreamClock _clock;

    public SummaryStreamTests()
    {
        _pages = new(_log, Options);
        _clock = new(_hub, TimeProvider.System);
        _hub.Restart(_log.Epoch, 0);
    }

    public void Dispose()
    {
        _hub.EndAll();
        _clock.Dispose();
        _pages.Dispose();
        _encoder.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Stream_SummaryKnown_ComesRightAfterTheOpening()
    {
        Show(3);
        Show(4);
        var messages = Join().Messages;

        (await NextAsync(messages)).Id.ShouldBe("e1-0");
        (await NextAsync(messages)).ShouldBe(new SseMessage(
            null,
            "pipeline.summary",
            """{"pipelineId":"00000000-0000-7000-8000-0000000000d1","position":"4","newest":"4","totals":[{"stage":"new","status":"open","currency":"EUR","count":4,"amount":"4"}]}"""));
    }

    [Fact]
    public async Task Stream_SummaryComesAndChanges_IsSentEachTime()
    {
        var messages = Join().Messages;
        (await NextAsync(messages)).Id.ShouldBe("e1-0");

        foreach (var newest in new[] { 1, 2, 3 })
        {
            Show(newest);
            Newest(await NextAsync(messages)).ShouldBe(newest);
        }
    }

    [Fact]
    public async Task Stream_WithoutIt_HasEventsOnly()
    {
        Show(1);
        var messages = Join(withSummary: false).Messages;
        (await NextAsync(messages)).Id.ShouldBe("e1-0");

        Show(2);
        Append(1);
        (await NextAsync(messages)).Id.ShouldBe("e1-1");
        Show(3);
        Append(2);
        (await NextAsync(messages)).Id.ShouldBe("e1-2");
    }

    [Fact]
    public async Task Stream_SlowClient_SeesFewerButTheNewest()
    {
        // Whatever is written has to be taken before there is more.
        var wire = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var messages = Join(pipe: wire).Messages;
        (await NextAsync(messages)).Id.ShouldBe("e1-0");
        Show(1);
        wire.Reader.AdvanceTo((await wire.Reader.ReadAsync(_limit.Token)).Buffer.Start);
        for (var newest = 2; newest <= 100; newest++)
            Show(newest);

        Newest(await NextAsync(messages)).ShouldBe(1);
        Newest(await NextAsync(messages)).ShouldBe(100);
        Append(1);
        (await NextAsync(messages)).Id.ShouldBe("e1-1");
    }

    [Fact]
    public async Task Stream_ComesBackWithTheLastId_SeesTheNewestAndMissesNoEvent()
    {
        Show(1);
        var (client, messages) = Join();
        Append(1);
        string? lastId = null;
        while (lastId != "e1-1")
            lastId = (await NextAsync(messages)).Id ?? lastId;
        Show(5);
        (await NextAsync(messages)).Id.ShouldBeNull();
        client.End();
        Append(2);
        Append(3);
        Show(6);
        StreamPosition.TryParse(lastId!, out var seen).ShouldBeTrue();

        var again = Join(after: seen.Position).Messages;

        (await NextAsync(again)).Id.ShouldBe("e1-1");
        Newest(await NextAsync(again)).ShouldBe(6);
        (await NextAsync(again)).Id.ShouldBe("e1-2");
        (await NextAsync(again)).Id.ShouldBe("e1-3");
    }

    [Fact]
    public async Task Stream_FarBehind_SeesTheNewestBeforeTheEventsThatItMissed()
    {
        for (var position = 1; position <= 1000; position++)
            Append(position);
        Show(1000);
        var messages = Join(after: 0).Messages;

        (await NextAsync(messages)).Id.ShouldBe("e1-0");
        Newest(await NextAsync(messages)).ShouldBe(1000);
        for (var position = 1; position <= 1000; position++)
            (await NextAsync(messages)).Id.ShouldBe($"e1-{position}");
    }

    [Fact]
    public async Task Stream_GatewayStopsOrTokenExpires_Ends()
    {
        Show(1);
        var expiring = Join(expiresAt: 100).Messages;
        var messages = Join().Messages;
        foreach (var stream in new[] { expiring, messages })
            for (var i = 0; i < 2; i++)
                await NextAsync(stream);

        _hub.Sweep(100);
        (await expiring.ReadAsync(_limit.Token)).ShouldBeNull();
        _hub.EndAll();
        Show(2);
        SseMessage? last = null;
        while (await messages.ReadAsync(_limit.Token) is { } message)
        {
            if (message.Event is not null)
                Newest(message).ShouldBe(2);
            last = message;
        }

        last.ShouldBe(new SseMessage(null, null, null), "The last one says how soon to come back.");
    }

    private (StreamClient Client, SseReader Messages) Join(
        long? after = null, bool withSummary = true, long expiresAt = long.MaxValue, Pipe? pipe = null)
    {
        var filter = new StreamFilter { Kind = EventKind.Deal, WithSummary = withSummary };
        var client = new StreamClient(filter, StreamEvents.Administrator, Options.ClientQueue)
        {
            Ring = _hub.Ring,
            Abort = () => { },
            ExpiresAt = expiresAt,
        };
        var wire = pipe ?? new Pipe();
        client.Summary = withSummary ? _board.Open(client.Signal) : null;
        var joined = _hub.Join(client, after, 0);
        _ = Task.Run(async () =>
        {
            await new StreamPump(_hub, _pages, _clock, Options, client, wire.Writer).RunAsync(joined, null, 1000);
            client.Summary?.Dispose();
            await wire.Writer.CompleteAsync();
        });
        return (client, new SseReader(wire.Reader));
    }

    private void Show(long newest) => _board.Show(SseText.Summary(FakeSummarySource.At(newest)));

    private void Append(long position)
    {
        _log.Append(StreamEvents.Deal(position));
        _hub.Dispatch([_encoder.Encode(_log.Epoch, StreamEvents.Deal(position))]);
    }

    private static int Newest(SseMessage message)
    {
        (message.Id, message.Event).ShouldBe((null, "pipeline.summary"));
        return System.Text.Json.JsonDocument.Parse(message.Data!).RootElement.GetProperty("totals")[0].GetProperty("count").GetInt32();
    }

    private async Task<SseMessage> NextAsync(SseReader messages) =>
        await messages.ReadAsync(_limit.Token) ?? throw new InvalidDataException("The stream ended.");
}
