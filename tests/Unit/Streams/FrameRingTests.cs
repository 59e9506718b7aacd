using Crm.Actors.Gateway.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class FrameRingTests
{
    [Fact]
    public void Add_MoreThanCapacity_KeepsTheNewest()
    {
        var ring = new FrameRing("e1", 10, 4, long.MaxValue);
        for (var p = 11; p <= 20; p++)
            ring.Add(Frame(p, 1));

        (ring.Floor, ring.Head).ShouldBe((16, 20));
        ring.Get(16).ShouldBeNull();
        ring.Get(17)!.Position.ShouldBe(17);
        ring.Get(20)!.Position.ShouldBe(20);
        ring.Get(21).ShouldBeNull();
    }

    [Fact]
    public void Add_MoreBytesThanAllowed_DropsTheOldest()
    {
        var ring = new FrameRing("e1", 0, 16, 100);
        for (var p = 1; p <= 5; p++)
            ring.Add(Frame(p, 40));

        (ring.Floor, ring.Head).ShouldBe((3, 5));
        ring.Add(Frame(6, 1000));
        (ring.Floor, ring.Head).ShouldBe((5, 6));
    }

    [Fact]
    public void Add_WithAGap_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new FrameRing("e1", 0, 4, 100).Add(Frame(2, 1)));

    private static EventFrame Frame(long position, int bytes) => new(default(EventAttributes))
    {
        Position = position,
        Type = "deal.updated",
        Kind = EventKind.Deal,
        Subject = default,
        Bytes = new byte[bytes],
    };
}
