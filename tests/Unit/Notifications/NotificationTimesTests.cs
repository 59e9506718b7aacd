using System.Globalization;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Notifications;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

/// <summary>Times of the wall clock in the zone of the user. In Berlin the clock is put forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.</summary>
public sealed class NotificationTimesTests
{
    [Theory]
    [InlineData("2026-01-10T20:59:59Z", "2026-01-10T20:59:59Z")] // 21:59:59
    [InlineData("2026-01-10T21:00:00Z", "2026-01-11T06:00:00Z")] // 22:00
    [InlineData("2026-01-10T23:30:00Z", "2026-01-11T06:00:00Z")]
    [InlineData("2026-01-11T05:59:59Z", "2026-01-11T06:00:00Z")]
    [InlineData("2026-01-11T06:00:00Z", "2026-01-11T06:00:00Z")] // 07:00
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")] // an hour less
    [InlineData("2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z")] // an hour more
    public void Next_QuietOverNight_WaitsForTheMorning(string now, string due) => Due(Berlin with { QuietFrom = new(22, 0), QuietTo = new(7, 0) }, now).ShouldBe(At(due));

    [Theory]
    [InlineData("2026-07-01T10:00:00Z", "2026-07-01T11:30:00Z")] // 12:00 to 13:30
    [InlineData("2026-07-01T11:30:00Z", "2026-07-01T11:30:00Z")]
    [InlineData("2026-07-01T22:00:00Z", "2026-07-01T22:00:00Z")]
    public void Next_QuietAtNoon_WaitsUntilItIsOver(string now, string due) => Due(Berlin with { QuietFrom = new(12, 0), QuietTo = new(13, 30) }, now).ShouldBe(At(due));

    [Theory]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")] // 02:30 is left out: 03:30
    [InlineData("2026-10-25T00:10:00Z", "2026-10-25T01:30:00Z")] // 02:10 for the first time; 02:30 comes twice
    [InlineData("2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")] // 02:10 for the second time
    [InlineData("2026-03-29T01:10:00Z", "2026-03-29T01:30:00Z")] // 03:10, after what was left out
    [InlineData("2026-10-25T00:40:00Z", "2026-10-25T01:30:00Z")] // 02:40 for the first time: what came at 02:10 waits, too
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z")]
    public void Next_QuietUntilAnHourThatIsLeftOutOrComesTwice_IsNotTooEarly(string now, string due) =>
        Due(Berlin with { QuietFrom = new(23, 0), QuietTo = new(2, 30) }, now).ShouldBe(At(due));

    [Theory]
    [InlineData("2026-10-25T00:20:00Z", "2026-10-25T00:20:00Z")] // 02:20
    [InlineData("2026-10-25T00:40:00Z", "2026-10-25T07:00:00Z")] // 02:40, and the clock is put back in 20 minutes
    [InlineData("2026-10-25T01:10:00Z", "2026-10-25T07:00:00Z")] // 02:10 for the second time
    public void Next_QuietFromAnHourThatComesTwice_BeginsTheFirstTime(string now, string due) =>
        Due(Berlin with { QuietFrom = new(2, 30), QuietTo = new(8, 0) }, now).ShouldBe(At(due));

    [Theory]
    [InlineData("2026-01-10T07:59:00Z", "2026-01-10T08:00:00Z")]
    [InlineData("2026-01-10T08:00:00Z", "2026-01-11T08:00:00Z")]
    [InlineData("2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z")]
    public void Next_Digest_IsTheNextOneOfTheDay(string now, string due)
    {
        var digest = Berlin with { DigestAt = new(9, 0), DigestChannels = [NotificationChannels.Telegram], QuietFrom = new(8, 0), QuietTo = new(20, 0) };

        NotificationTimes.Next(digest, NotificationChannels.Telegram, At(now)).ShouldBe(new PendingDelivery(NotificationChannels.Telegram, At(due), InDigest: true));
        NotificationTimes.Next(digest, NotificationChannels.Email, At(now)).InDigest.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    public void Next_DigestAtAnHourThatComesTwice_IsOneADay(string now, string due) =>
        Due(Berlin with { DigestAt = new(2, 30), DigestChannels = [NotificationChannels.Telegram] }, now).ShouldBe(At(due));

    [Fact]
    public void Next_ZoneThatIsGone_IsTheClockOfGreenwich() =>
        Due(Berlin with { TimeZone = "Europe/Atlantis", QuietFrom = new(22, 0), QuietTo = new(7, 0) }, "2026-01-10T22:00:00Z").ShouldBe(At("2026-01-11T07:00:00Z"));

    private static NotificationPreferences Berlin => NotificationPreferences.Default with { TimeZone = "Europe/Berlin" };

    private static DateTimeOffset Due(NotificationPreferences preferences, string now) => NotificationTimes.Next(preferences, NotificationChannels.Telegram, At(now)).Due;

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
