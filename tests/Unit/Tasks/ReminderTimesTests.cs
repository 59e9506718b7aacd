using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Tasks;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Tasks;

/// <summary>Clocks are put forward and back while people sleep, and reminders come at the time that people read.</summary>
public sealed class ReminderTimesTests
{
    [Theory]
    // Berlin puts its clocks forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
    [InlineData("2026-03-30T07:00:00Z", 1, "09:00", "Europe/Berlin", "2026-03-29T07:00:00Z")]
    [InlineData("2026-03-30T07:00:00Z", 2, "09:00", "Europe/Berlin", "2026-03-28T08:00:00Z")]
    [InlineData("2026-03-30T07:00:00Z", 1, "02:30", "Europe/Berlin", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-26T08:00:00Z", 1, "02:30", "Europe/Berlin", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-26T08:00:00Z", 1, "09:00", "Europe/Berlin", "2026-10-25T08:00:00Z")]
    // The day of the due time is that of the zone: 23:30 UTC is the next day in Tokyo and the same in New York.
    [InlineData("2026-03-30T23:30:00Z", 0, "08:00", "Asia/Tokyo", "2026-03-30T23:00:00Z")]
    [InlineData("2026-03-30T23:30:00Z", 0, "08:00", "America/New_York", "2026-03-30T12:00:00Z")]
    public void Of_DaysBefore_IsTheLocalTimeOfThatDay(string due, int days, string time, string zone, string expected) => ReminderTimes.Of(
        new ReminderRule { DaysBefore = days, Time = TimeOnly.Parse(time) }, DateTimeOffset.Parse(due), zone).ShouldBe(DateTimeOffset.Parse(expected));

    [Fact]
    public void Of_MinutesBefore_AreMinutesThatPass() =>
        ReminderTimes.Of(new ReminderRule { MinutesBefore = 24 * 60 }, DateTimeOffset.Parse("2026-03-29T22:00:00Z"), "Europe/Berlin")
            .ShouldBe(DateTimeOffset.Parse("2026-03-28T22:00:00Z"));

    [Fact]
    public void Of_WithoutADueTime_OnlyWhatIsGivenOutright()
    {
        var at = DateTimeOffset.Parse("2026-03-30T07:00:00Z");

        ReminderTimes.Of(new ReminderRule { At = at }, null, "UTC").ShouldBe(at);
        ReminderTimes.Of(new ReminderRule { MinutesBefore = 5 }, null, "UTC").ShouldBeNull();
        ReminderTimes.Of(new ReminderRule { DaysBefore = 1, Time = new(9, 0) }, null, "UTC").ShouldBeNull();
    }
}
