using Crm.Actors.Streaming.RabbitMq;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streaming;

public sealed class StablePartitioningTests
{
    [Fact]
    public void NumberOf_WholeNumbers_AreSpreadEvenly()
    {
        var partitions = new StablePartitioning("p", 8);
        Enumerable.Range(0, 64).GroupBy(key => partitions.NumberOf(StreamId.Create("ns", key))).ShouldAllBe(static queue => queue.Count() == 8);
    }

    /// <summary>These numbers may never change: events on their way would be read out of order.</summary>
    [Theory]
    [InlineData("orders", "one", 5)]
    [InlineData("orders", "two", 4)]
    [InlineData("deals", "one", 4)]
    [InlineData("", "42", 2)]
    public void NumberOf_AnyKey_IsTheSameInEveryProcess(string ns, string key, int expected) =>
        new StablePartitioning("p", 8).NumberOf(StreamId.Create(ns, key)).ShouldBe(expected);

    [Fact]
    public void GetQueueForStream_IsOneOfAllQueues()
    {
        var partitions = new StablePartitioning("p", 5);
        partitions.GetAllQueues().Count().ShouldBe(5);
        for (var i = 0; i < 100; i++)
            partitions.GetAllQueues().ShouldContain(partitions.GetQueueForStream(StreamId.Create("ns", $"key {i}")));
    }
}
