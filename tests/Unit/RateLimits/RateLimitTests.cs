using Crm.Actors.RateLimits;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.RateLimits;

public sealed class RateLimitTests
{
    [Theory]
    [InlineData("100/s;burst=1000", 10_000, 1000)]
    [InlineData("100/s", 10_000, 100)]
    [InlineData("10/min;burst=20", 6_000_000, 20)]
    [InlineData("1/h; burst=1", 3_600_000_000, 1)]
    [InlineData("3/s", 333_333, 3)]
    [InlineData("1000000/s;burst=1000000", 1, 1_000_000)]
    public void Parse_Rate_IsAnIntervalAndABurst(string text, long interval, int burst)
    {
        var limit = RateLimit.Parse(text)!;

        (limit.Interval, limit.Burst).ShouldBe((interval, burst));
    }

    [Fact]
    public void Parse_Off_IsNone() => RateLimit.Parse("off").ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("100")]
    [InlineData("0/s")]
    [InlineData("-1/s")]
    [InlineData("1.5/s")]
    [InlineData("1000001/s")]
    [InlineData("10/day")]
    [InlineData("10/s/s")]
    [InlineData("10/s;burst=0")]
    [InlineData("10/s;burst")]
    [InlineData("10/s;bursts=3")]
    [InlineData("10/s;burst=3;")]
    [InlineData("OFF")]
    public void Parse_Other_SaysWhatItMayBe(string text) =>
        Should.Throw<FormatException>(() => RateLimit.Parse(text)).Message.ShouldContain("100/s;burst=1000");
}
