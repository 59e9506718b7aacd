using Crm.Actors.Gateway.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class PositionQueueTests
{
    [Fact]
    public void TryEnqueue_AtTheBound_Refuses()
    {
        var queue = new PositionQueue(16);
        for (var p = 1; p <= 16; p++)
            queue.TryEnqueue(p).ShouldBeTrue();

        queue.TryEnqueue(17).ShouldBeFalse();
        queue.TryDequeue(out var first).ShouldBeTrue();
        first.ShouldBe(1);
        queue.TryEnqueue(17).ShouldBeTrue();
    }

    [Fact]
    public async Task TryEnqueue_WhileItIsRead_KeepsOrder()
    {
        const int Count = 200_000;
        var queue = new PositionQueue(64);
        var writer = Task.Run(() =>
        {
            for (var p = 1L; p <= Count;)
                if (queue.TryEnqueue(p))
                    p++;
        });
        for (var expected = 1L; expected <= Count;)
            if (queue.TryDequeue(out var p))
                p.ShouldBe(expected++);
        await writer;
        queue.IsEmpty.ShouldBeTrue();
    }
}
