using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Messaging;

public sealed class RelayPartsTests
{
    /// <summary>Of two partitions, which the last byte decides.</summary>
    private static readonly Guid[] Subjects = [new("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d01"), new("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d02")];

    [Fact]
    public async Task Publish_SomeAreConfirmed_LeavesEachPartitionFromTheFirstThatIsNot()
    {
        // Two partitions in turn, all in one part.
        ImmutableArray<FeedEvent> events = [.. Enumerable.Range(1, 8).Select(static i => Event(i))];
        var problem = new PublishFailedException("full") { Published = [true, true, true, false, true, true, false, true] };
        var outcome = await RelayParts.PublishAsync(events, static _ => 0, (_, _) => Task.FromException(problem));
        outcome.Left.Select(static e => e.Position).ShouldBe([4, 6, 7, 8]);
        outcome.Problem.ShouldBe(problem);
    }

    [Fact]
    public async Task Publish_NothingIsKnown_LeavesTheWholePart()
    {
        ImmutableArray<FeedEvent> events = [.. Enumerable.Range(1, 4).Select(static i => Event(i))];
        var outcome = await RelayParts.PublishAsync(
            events,
            static e => (int)(e.Position % 2),
            static (part, _) => part == 0 ? Task.CompletedTask : Task.FromException(new PublishFailedException("lost")));
        outcome.Left.Select(static e => e.Position).ShouldBe([1, 3]);
    }

    private static FeedEvent Event(int position) => new()
    {
        Position = position,
        Id = new Guid(position, 0, 0, new byte[8]),
        Type = "deal.updated",
        Source = "/crm/deals",
        Subject = Subjects[position % 2],
        Sequence = position,
        Time = DateTimeOffset.UnixEpoch,
        ActorId = new Guid("00000000-0000-7000-8000-000000000001"),
        Data = "{}"u8.ToArray(),
    };
}
