using System.IO.Pipelines;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>A deal that leaves a caller's sight, on each of the ways that events take to a client.</summary>
public sealed class DealLeftTests : IDisposable
{
    private const int FarBehind = 400;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly FakeFeedSource _log = new();
    private readonly FrameEncoder _encoder = new();

    public enum Way
    {
        /// <summary>The client is there when it happens.</summary>
        Queue,

        /// <summary>It comes back later, and the ring has it all.</summary>
        Ring,

        /// <summary>It comes back later, and only the log has it.</summary>
        Log,
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _limit.Dispose();
    }

    [Theory]
    [InlineData(Way.Queue)]
    [InlineData(Way.Ring)]
    [InlineData(Way.Log)]
    public async Task Stream_DealGivenAway_FormerOwnerGetsThatItLeftAndNothingMore(Way way)
    {
        var filter = new StreamFilter { Kind = EventKind.Deal };

        var former = await ReadAsync(way, StreamEvents.User(1), filter);
        var next = await ReadAsync(way, StreamEvents.User(2), filter);
        var stranger = await ReadAsync(way, StreamEvents.User(3), filter);
        var administrator = await ReadAsync(way, StreamEvents.Administrator, filter);

        former.ShouldBe(["1 deal.created", "2 deal.left", "5 deal.created"]);
        next.ShouldBe(["2 deal.owner.changed", "3 deal.updated"]);
        stranger.ShouldBe(["4 deal.created"]);
        administrator.ShouldBe(["1 deal.created", "2 deal.owner.changed", "3 deal.updated", "4 deal.created", "5 deal.created"]);
    }

    [Theory]
    [InlineData(Way.Queue)]
    [InlineData(Way.Ring)]
    [InlineData(Way.Log)]
    public async Task Stream_OfOneDeal_EndsWhenItLeft(Way way) =>
        (await ReadAsync(way, StreamEvents.User(1), new() { Kind = EventKind.Deal, Subject = StreamEvents.Id(1) }))
            .ShouldBe(["1 deal.created", "2 deal.left", "the end"]);

    [Theory]
    [InlineData(Way.Queue)]
    [InlineData(Way.Ring)]
    [InlineData(Way.Log)]
    public async Task Stream_Filtered_HasItWhereTheFilterFitUntilThen(Way way)
    {
        TypePatterns.TryParse("deal.won", out var won).ShouldBeTrue();
        var one = StreamEvents.User(1);

        (await ReadAsync(way, one, new() { Kind = EventKind.Deal, Types = won })).ShouldBe(["2 deal.left"]);
        (await ReadAsync(way, one, new() { Kind = EventKind.Deal, Owner = StreamEvents.Id(1), Types = won })).ShouldBe(["2 deal.left"]);
        (await ReadAsync(way, one, new() { Kind = EventKind.Deal, Owner = StreamEvents.Id(2) })).ShouldBeEmpty();
        (await ReadAsync(way, one, new() { Kind = EventKind.Deal, Stage = "new", Types = won })).ShouldBe(["2 deal.left"]);
        (await ReadAsync(way, one, new() { Kind = EventKind.Deal, Stage = "proposal" })).ShouldBeEmpty();
        (await ReadAsync(way, one, new() { Kind = EventKind.Deal, Subject = StreamEvents.Id(1), Types = won })).ShouldBe(["2 deal.left", "the end"]);
    }

    /// <summary>The first deal goes from user 1 to user 2; the others stay where they are.</summary>
    private static FeedEvent[] Events { get; } =
    [
        StreamEvents.Deal(1, 1, "deal.created", StreamEvents.Context(1, "new")),
        StreamEvents.Deal(2, 1, "deal.owner.changed", StreamEvents.Context(2, "new", 1)),
        StreamEvents.Deal(3, 1, "deal.updated", StreamEvents.Context(2, "new")),
        StreamEvents.Deal(4, 2, "deal.created", StreamEvents.Context(3, "new")),
        StreamEvents.Deal(5, 3, "deal.created", StreamEvents.Context(1, "qualified")),
        .. Enumerable.Range(6, FarBehind).Select(p => StreamEvents.Deal(p, 4, "team.created")),
    ];

    /// <summary>All that a client sees until it knows that there is nothing more.</summary>
    private async Task<List<string>> ReadAsync(Way way, Caller caller, StreamFilter filter)
    {
        var options = new StreamOptions { RingEvents = way == Way.Log ? 16 : 1024 };
        var hub = new StreamHub(new StreamAccess(), options);
        using var pages = new LogPages(_log, options);
        using var clock = new StreamClock(hub, TimeProvider.System);
        if (_log.Head == 0)
            _log.Append(Events);
        hub.Restart(_log.Epoch, 0);
        if (way != Way.Queue)
            Dispatch();

        var pipe = new Pipe();
        var client = new StreamClient(filter, caller, options.ClientQueue) { Ring = hub.Ring, Abort = static () => { } };
        var joined = hub.Join(client, 0, 0);
        client.Attached.ShouldBe(way == Way.Queue);
        if (way == Way.Queue)
            Dispatch();
        var pump = Task.Run(
            async () =>
            {
                await new StreamPump(hub, pages, clock, options, client, pipe.Writer).RunAsync(joined, null, 1000);
                await pipe.Writer.CompleteAsync();
            },
            _limit.Token);
        var seen = await ReadToTheEndAsync(client, pipe.Reader);
        client.End();
        await pump;
        return seen;

        void Dispatch() => hub.Dispatch([.. Events.Select(e => _encoder.Encode(_log.Epoch, e))]);
    }

    private async Task<List<string>> ReadToTheEndAsync(StreamClient client, PipeReader pipe)
    {
        var seen = new List<string>();
        var messages = new SseReader(pipe);
        while (true)
        {
            client.Beat();
            var message = await messages.ReadAsync(_limit.Token);
            if (message is null)
                seen.Add("the end");
            else if (message.Event is not null)
                seen.Add($"{message.Position} {message.Event}");
            if (message is null || (message.Id is not null && message.Position == Events.Length))
                return seen;
        }
    }
}
