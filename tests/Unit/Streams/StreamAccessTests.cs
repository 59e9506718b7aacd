using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class StreamAccessTests
{
    private const int Seed = 20260301;

    /// <summary>Each event of long random pasts against a model that knows the whole past.</summary>
    [Fact]
    public void Of_AnyEventAndCaller_IsWhatThePastOfTheDealSays()
    {
        var pasts = new DealPasts(new Random(Seed));
        FeedEvent[] log = [.. Enumerable.Range(1, 5_000).Select(p => pasts.Next(p))];
        Caller[] callers =
        [
            StreamEvents.Administrator,
            StreamEvents.User(0),
            StreamEvents.User(1, DealPasts.Teams[0]),
            StreamEvents.User(2, DealPasts.Teams),
            StreamEvents.User(9, DealPasts.Teams[1]),
            StreamEvents.User(9),
        ];

        foreach (var caller in callers)
        {
            var seen = Seen(caller, log).ToList();

            seen.ShouldBe(SightModel.Of(caller, Everything, log, 0));
            seen.Any(static message => message.Type == "deal.left").ShouldBe(caller != callers[0] && caller != callers[^1]);
        }
    }

    [Theory]
    [InlineData("notification.queued")]
    [InlineData("notification.telegram")]
    [InlineData("notification.email")]
    [InlineData("notification.digested")]
    [InlineData("notification.preferences.set")]
    public void Of_WhatGoesOutElsewhere_NotEvenItsUser(string type)
    {
        var frame = Frame(StreamEvents.Deal(1, type: type, data: $$"""{"userId":"{{StreamEvents.Id(7)}}"}"""));

        Sight(StreamEvents.User(7), frame).ShouldBe(StreamSight.None);
    }

    [Fact]
    public void Of_Notification_OnlyItsUser()
    {
        var frame = Frame(StreamEvents.Deal(1, type: "notification.created", data: $$"""{"userId":"{{StreamEvents.Id(7)}}"}"""));

        Sight(StreamEvents.User(7), frame).ShouldBe(StreamSight.Sees);
        Sight(StreamEvents.User(8), frame).ShouldBe(StreamSight.None);
        Sight(StreamEvents.Administrator, frame).ShouldBe(StreamSight.None);
    }

    [Theory]
    [InlineData("pipeline.updated")]
    [InlineData("user.registered")]
    public void Of_OtherEvents_Nobody(string type) =>
        Sight(StreamEvents.Administrator, Frame(StreamEvents.Deal(1, type: type))).ShouldBe(StreamSight.None);

    [Fact]
    public void Of_Task_ThoseWhoseItIsOrWas()
    {
        var frame = Frame(StreamEvents.Deal(1, type: "task.assignee.changed", data: StreamEvents.Task(1, 2, deal: 4, former: 3)));

        foreach (var user in new[] { 1, 2, 3 })
            Sight(StreamEvents.User(user), frame).ShouldBe(StreamSight.Sees);
        Sight(StreamEvents.User(4), frame).ShouldBe(StreamSight.None);
        Sight(StreamEvents.Administrator, frame).ShouldBe(StreamSight.Sees);
    }

    [Fact]
    public void MessageFor_TaskOfADeal_IsOnTheStreamOfThatDeal()
    {
        var hub = new StreamHub(new StreamAccess(), new StreamOptions());
        var frame = Frame(StreamEvents.Deal(1, 7, "task.created", StreamEvents.Task(1, 2, deal: 4)));

        hub.MessageFor(Client(StreamEvents.User(9), Of(4)), frame).ShouldBe(frame.Bytes);
        hub.MessageFor(Client(StreamEvents.User(9), Of(5)), frame).ShouldBeNull();
        hub.MessageFor(Client(StreamEvents.User(1)), frame).ShouldBeNull("It is no deal.");

        static StreamFilter Of(int deal) => new() { Kind = EventKind.Deal, Subject = StreamEvents.Id(deal) };
    }

    [Fact]
    public void Of_DealOfUnknownOwner_AdministratorsOnly()
    {
        var frame = Frame(StreamEvents.Deal(1, data: "{broken"));

        Sight(StreamEvents.Administrator, frame).ShouldBe(StreamSight.Sees);
        Sight(new Caller(Guid.Empty, ["ROLE_MANAGER"], [], "en", null), frame).ShouldBe(StreamSight.None);
    }

    [Fact]
    public void MessageFor_ManyLooks_AllocateNothing()
    {
        var hub = new StreamHub(new StreamAccess(), new StreamOptions());
        var (one, two) = (StreamEvents.Id(1), StreamEvents.Id(2));
        var data = $$$"""{"deal":{"ownerId":"{{{one}}}","teamId":"{{{two}}}","stage":"new","sharedWith":["{{{one}}}","{{{two}}}"]},"before":{"ownerId":"{{{two}}}"}}""";
        var frame = Frame(StreamEvents.Deal(1, data: data));
        StreamClient[] clients = [Client(StreamEvents.User(9, 20, 21)), Client(StreamEvents.User(2)), Client(StreamEvents.Administrator)];
        Look();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
            Look();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);

        void Look()
        {
            foreach (var client in clients)
                hub.MessageFor(client, frame);
        }
    }

    private static StreamFilter Everything { get; } = new() { Kind = EventKind.Deal };

    private static IEnumerable<(long Position, string Type)> Seen(Caller caller, FeedEvent[] log)
    {
        var hub = new StreamHub(new StreamAccess(), new StreamOptions());
        var client = Client(caller);
        foreach (var frame in log.Select(Frame))
        {
            if (hub.MessageFor(client, frame) is { } message)
                yield return (frame.Position, message == frame.Left ? "deal.left" : frame.Type);
        }
    }

    private static StreamSight Sight(Caller caller, EventFrame frame) => new StreamAccess().Of(Client(caller), frame);

    private static StreamClient Client(Caller caller, StreamFilter? filter = null) => new(filter ?? Everything, caller, 8) { Ring = new FrameRing("e1", 0, 1, 0), Abort = static () => { } };

    private static EventFrame Frame(FeedEvent e)
    {
        using var encoder = new FrameEncoder();
        return encoder.Encode("e1", e);
    }
}
