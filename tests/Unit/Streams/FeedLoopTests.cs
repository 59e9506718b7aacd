using System.IO.Pipelines;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class FeedLoopTests : IAsyncLifetime
{
    private static readonly StreamOptions Options = new() { Prefill = 8 };
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly FakeFeedSource _log = new();
    private readonly StreamHub _hub = new(new StreamAccess(), Options);
    private readonly FeedFollowing _following = new(TimeProvider.System);
    private readonly LogPages _pages;
    private readonly StreamClock _clock;
    private readonly FeedLoop _loop;

    public FeedLoopTests()
    {
        _pages = new(_log, Options);
        _clock = new(_hub, TimeProvider.System);
        _loop = new(_log, _hub, _following, new FeedEpoch(null!, null!), Options, TimeProvider.System, NullLogger<FeedLoop>.Instance);
    }

    public async ValueTask InitializeAsync() => await _loop.StartAsync(_limit.Token);

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        _loop.Dispose();
        _clock.Dispose();
        _pages.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Follow_AfterTheFirstClient_StartsAtTheHeadWithTheNewestEventsLoaded()
    {
        _log.Append([.. Enumerable.Range(1, 20).Select(p => StreamEvents.Deal(p))]);
        _log.Reads.ShouldBe(0);

        _following.Enter();
        (await _following.WaitAsync(TimeSpan.FromSeconds(10), _limit.Token)).ShouldBeTrue();

        (_hub.Ring.Epoch, _hub.Ring.Floor, _hub.Ring.Head).ShouldBe((StreamEvents.Epoch, 12, 20));
    }

    [Fact]
    public async Task Follow_AnotherLog_TellsEveryClientAndGoesOn()
    {
        _log.Append(StreamEvents.Deal(1), StreamEvents.Deal(2));
        var (client, messages) = await JoinAsync(null);
        (await NextAsync(messages)).ShouldBe(new SseMessage("e1-2", null, null));

        _log.Replace("e2", 1);

        var gap = await NextAsync(messages);
        (gap.Id, gap.Event).ShouldBe(("e2-1", "gap"));
        gap.Data!.ShouldContain("\"reason\":\"other-log\"");
        _log.Append(StreamEvents.Deal(2));
        (await NextAsync(messages)).Id.ShouldBe("e2-2");
        client.End();
    }

    [Fact]
    public async Task Follow_WhileTheLogIsDown_GoesOnWhereItStopped()
    {
        _log.Append(StreamEvents.Deal(1));
        var (client, messages) = await JoinAsync(0);
        (await NextAsync(messages)).Id.ShouldBe("e1-0");
        (await NextAsync(messages)).Id.ShouldBe("e1-1");

        _log.Down = true;
        _log.Append(StreamEvents.Deal(2));
        _log.Append(StreamEvents.Deal(3));
        _log.Down = false;

        (await NextAsync(messages)).Id.ShouldBe("e1-2");
        (await NextAsync(messages)).Id.ShouldBe("e1-3");
        client.End();
    }

    [Theory]
    [InlineData("e1-5", 5L, null)]
    [InlineData("e1-20", 20L, null)]
    [InlineData("e1-4", null, GapReason.PastRetention)]
    [InlineData("e1-21", null, GapReason.FromTheFuture)]
    [InlineData("e0-5", null, GapReason.OtherLog)]
    public async Task Resolve_AnId_IsResumedOrAGap(string id, long? after, GapReason? gap)
    {
        _log.OldestResumable = 5;
        _log.Append([.. Enumerable.Range(1, 20).Select(p => StreamEvents.Deal(p))]);
        _following.Enter();
        await _following.WaitAsync(TimeSpan.FromSeconds(10), _limit.Token);
        StreamPosition.TryParse(id, out var position).ShouldBeTrue();

        var start = await new StreamResume(_hub, _following, _log).ResolveAsync(position, _limit.Token);

        start.ShouldBe(new StreamStart(after, gap));
    }

    [Fact]
    public async Task Sweep_ExpiredClient_EndsItsStream()
    {
        _log.Append(StreamEvents.Deal(1));
        var (_, messages) = await JoinAsync(null, expiresAt: 100);
        await NextAsync(messages);

        _hub.Sweep(99);
        _hub.Count.ShouldBe(1);
        _hub.Sweep(100);

        (await messages.ReadAsync(_limit.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Sweep_ClientThatTakesNothing_IsBrokenOff()
    {
        var aborted = new TaskCompletionSource();
        _log.Append(StreamEvents.Deal(1));
        var (client, _) = await JoinAsync(null, abort: aborted.SetResult);
        client.BlockedSince = 1;

        _hub.Sweep(Options.Stuck.Ticks);
        aborted.Task.IsCompleted.ShouldBeFalse();
        _hub.Sweep(Options.Stuck.Ticks + 2);

        aborted.Task.IsCompleted.ShouldBeTrue();
        client.End();
    }

    [Fact]
    public async Task Sweep_FilteredClient_GetsAHeartbeatWithTheNewestPosition()
    {
        _log.Append(StreamEvents.Deal(1));
        var (client, messages) = await JoinAsync(null, subject: 77);
        await NextAsync(messages);
        _log.Append(StreamEvents.Deal(2), StreamEvents.Deal(3));
        SpinWait.SpinUntil(() => _hub.Ring.Head == 3, TimeSpan.FromSeconds(10)).ShouldBeTrue();

        _hub.Sweep(Options.Heartbeat.Ticks + 1);

        (await NextAsync(messages)).ShouldBe(new SseMessage("e1-3", null, null));
        client.End();
    }

    private async Task<(StreamClient Client, SseReader Messages)> JoinAsync(
        long? after, long expiresAt = long.MaxValue, Action? abort = null, int? subject = null)
    {
        _following.Enter();
        (await _following.WaitAsync(TimeSpan.FromSeconds(10), _limit.Token)).ShouldBeTrue();
        var filter = new StreamFilter { Kind = EventKind.Deal, Subject = subject is { } s ? StreamEvents.Id(s) : null };
        var client = new StreamClient(filter, StreamEvents.Administrator, Options.ClientQueue)
        {
            Ring = _hub.Ring,
            Abort = abort ?? (() => { }),
            ExpiresAt = expiresAt,
        };
        var pipe = new Pipe();
        var joined = _hub.Join(client, after, 0);
        _ = PumpAsync();
        return (client, new SseReader(pipe.Reader));

        async Task PumpAsync()
        {
            await new StreamPump(_hub, _pages, _clock, Options, client, pipe.Writer).RunAsync(joined, null, 1000);
            await pipe.Writer.CompleteAsync();
        }
    }

    private async Task<SseMessage> NextAsync(SseReader messages) =>
        await messages.ReadAsync(_limit.Token) ?? throw new InvalidDataException("The stream ended.");
}
