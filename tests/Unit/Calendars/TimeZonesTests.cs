using Crm.Actors.Grains.Calendars;
using NodaTime;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Calendars;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT+3")]
    [InlineData("Etc/UTC")]
    [InlineData(TimeZones.Utc)]
    public void TryFind_ANameOfTheDatabase_IsThatZone(string id)
    {
        TimeZones.TryFind(id, out var zone).ShouldBeTrue();

        zone!.Id.ShouldBe(id);
    }

    /// <summary>What other libraries take: offsets, other spelling, names of another system, paths of files.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("UTC+03:00")]
    [InlineData("UTC+3")]
    [InlineData("+03:00")]
    [InlineData("europe/berlin")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("/dev/zero")]
    [InlineData("../zoneinfo/Europe/Berlin")]
    public void TryFind_AnythingElse_IsNone(string? id) => TimeZones.TryFind(id, out _).ShouldBeFalse();

    [Fact]
    public void Of_AZoneThatIsGone_IsUtc() => TimeZones.Of("Europe/Nowhere").ShouldBe(DateTimeZone.Utc);
}
