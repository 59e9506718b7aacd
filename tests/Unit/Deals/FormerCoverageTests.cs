using Crm.Actors.Persistence.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>Step by step what is known of the past reaches what is asked for.</summary>
public sealed class FormerCoverageTests
{
    [Theory]
    [InlineData(100, 100, 40, 100)]
    [InlineData(50, 80, 40, 100)]
    [InlineData(50, 80, 60, 100)]
    [InlineData(50, 80, 90, 100)]
    [InlineData(50, 80, 20, 80)]
    [InlineData(0, 0, 0, 100)]
    [InlineData(99_999, 200_000, 10, 300_500)]
    [InlineData(10, 20, 200_000, 300_000)]
    [InlineData(10, 20, 299_999, 300_000)]
    public void Next_AgainAndAgain_CoversTheStretchWithoutAGap(long start, long position, long after, long upTo)
    {
        var coverage = new FormerCoverage(start, position);
        while (coverage.Next(after, upTo, 7) is { } next)
        {
            next.High.ShouldBeGreaterThan(next.Low);
            (next.High - next.Low).ShouldBeLessThanOrEqualTo(7);
            (next.Low == next.From.Position || next.High == next.From.Start).ShouldBeTrue($"{next} does not adjoin");
            var reached = next.From.With(next.Low, next.High);
            (reached.Position - reached.Start).ShouldBe(next.From.Position - next.From.Start + next.High - next.Low);
            coverage = reached;
        }

        coverage.Covers(after, upTo).ShouldBeTrue();
    }

    [Fact]
    public void Next_FarBehind_BeginsAnewAtTheEnd()
    {
        var coverage = new FormerCoverage(10, 20);

        coverage.Next(200_000, 300_000, 7).ShouldBe((new FormerCoverage(300_000, 300_000), 299_993, 300_000));
        coverage.Next(20, 300_000, 7).ShouldBe((coverage, 20, 27));
        coverage.Next(30, 100_020, 7).ShouldBe((coverage, 20, 27));
    }
}
