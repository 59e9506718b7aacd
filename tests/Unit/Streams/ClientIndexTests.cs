using Crm.Actors.Gateway.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class ClientIndexTests
{
    [Fact]
    public void Candidates_OwnerAndStageChanged_AreThoseOfBeforeAndAfterEachOnce()
    {
        var index = new ClientIndex();
        var former = Add(index, new() { Kind = EventKind.Deal, Owner = StreamEvents.Id(1) });
        var next = Add(index, new() { Kind = EventKind.Deal, Owner = StreamEvents.Id(2), Stage = "new" });
        Add(index, new() { Kind = EventKind.Deal, Owner = StreamEvents.Id(3) });
        var left = Add(index, new() { Kind = EventKind.Deal, Stage = "new" });
        var reached = Add(index, new() { Kind = EventKind.Deal, Stage = "proposal" });
        Add(index, new() { Kind = EventKind.Deal, Stage = "qualified" });
        var one = Add(index, new() { Kind = EventKind.Deal, Subject = StreamEvents.Id(7) });
        var all = Add(index, new() { Kind = EventKind.Deal });
        using var encoder = new FrameEncoder();
        var frame = encoder.Encode("e1", StreamEvents.Deal(1, 7, data: StreamEvents.Context(2, "proposal", 1, "new")));

        var buckets = new ClientBucket?[ClientIndex.MostBuckets];
        var count = index.Candidates(frame, buckets);

        buckets.Take(count).SelectMany(static bucket => Enumerable.Range(0, bucket!.Count).Select(i => bucket[i]))
            .ShouldBe([former, next, left, reached, one, all], ignoreOrder: true);
    }

    [Fact]
    public void Candidates_Task_AreThoseOfItsUsersAndOfItsDealEachOnce()
    {
        var index = new ClientIndex();
        var (assignee, former, other) = (Add(index, OwnTasks(1)), Add(index, OwnTasks(2)), Add(index, OwnTasks(3)));
        var deal = Add(index, new() { Kind = EventKind.Deal, Subject = StreamEvents.Id(4) });
        using var encoder = new FrameEncoder();
        var frame = encoder.Encode("e1", StreamEvents.Deal(1, 7, "task.assignee.changed", StreamEvents.Task(1, 1, deal: 4, former: 2)));

        var buckets = new ClientBucket?[ClientIndex.MostBuckets];
        var count = index.Candidates(frame, buckets);

        var found = buckets.Take(count).SelectMany(static bucket => Enumerable.Range(0, bucket!.Count).Select(i => bucket[i])).ToList();
        found.ShouldBe([assignee, former, deal], ignoreOrder: true);
        found.ShouldAllBe(client => client.Filter.Match(frame));
        other.Filter.Match(frame).ShouldBeFalse();

        static StreamFilter OwnTasks(int user) => new() { Kind = EventKind.Task, User = StreamEvents.Id(user) };
    }

    private static StreamClient Add(ClientIndex index, StreamFilter filter)
    {
        var client = new StreamClient(filter, StreamEvents.Administrator, 8) { Ring = new FrameRing("e1", 0, 1, 0), Abort = static () => { } };
        index.Add(client);
        return client;
    }
}
