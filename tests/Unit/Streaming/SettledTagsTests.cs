using Crm.Actors.Streaming.RabbitMq;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streaming;

public sealed class SettledTagsTests
{
    [Fact]
    public void Settle_InOrder_AcknowledgesEach()
    {
        var tags = new SettledTags();
        tags.Settle(1, returned: false).ShouldBe(1UL);
        tags.Settle(2, returned: false).ShouldBe(2UL);
    }

    [Fact]
    public void Settle_OneIsStillUnderWay_WaitsForIt()
    {
        var tags = new SettledTags();
        tags.Settle(2, returned: false).ShouldBe(0UL);
        tags.Settle(3, returned: false).ShouldBe(0UL);
        tags.Settle(1, returned: false).ShouldBe(3UL);
    }

    [Fact]
    public void Settle_LastWasReturned_AcknowledgesTheOneBefore()
    {
        var tags = new SettledTags();
        tags.Settle(2, returned: true).ShouldBe(0UL);
        tags.Settle(1, returned: false).ShouldBe(1UL);
        tags.Settle(3, returned: false).ShouldBe(3UL);
    }

    /// <summary>What the broker would do with the answers: everything is settled once, and nothing before it was processed.</summary>
    [Fact]
    public void Settle_AnyOrder_SettlesEachOnceAndNoneEarly()
    {
        Gen.Select(Gen.Int[1, 60], Gen.Int).Sample((count, seed) =>
        {
            var random = new Random(seed);
            var order = Enumerable.Range(1, count).Select(static tag => (ulong)tag).ToArray();
            random.Shuffle(order);
            var tags = new SettledTags();
            var outstanding = order.ToHashSet();
            var processed = new HashSet<ulong>();
            foreach (var tag in order)
            {
                var returned = random.Next(4) == 0;
                if (returned)
                    outstanding.Remove(tag).ShouldBeTrue();
                else
                    processed.Add(tag);
                var through = tags.Settle(tag, returned);
                if (through == 0)
                    continue;
                outstanding.ShouldContain(through, "The broker does not know it any more.");
                var covered = outstanding.Where(t => t <= through).ToArray();
                covered.ShouldAllBe(t => processed.Contains(t));
                outstanding.ExceptWith(covered);
            }

            outstanding.ShouldBeEmpty();
        });
    }
}
