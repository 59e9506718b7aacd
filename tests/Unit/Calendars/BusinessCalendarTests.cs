using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Calendars;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Calendars;

/// <summary>2026-03-02 is a Monday. Berlin puts its clocks forward on Sunday 2026-03-29 and back on Sunday 2026-10-25.</summary>
public sealed class BusinessCalendarTests
{
    private static readonly WorkingHours Office = new("Europe/Berlin", new(9, 0), new(17, 0)) { Holidays = [new(2026, 4, 3), new(2026, 4, 6)] };
    private static readonly WorkingHours Always = new("Europe/Berlin", default, default) { Days = WorkingHours.AllDays };

    [Theory]
    // Within the day, over the night, over the weekend, from the night and from the weekend.
    [InlineData("2026-03-02T08:00:00Z", 60, "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T15:00:00Z", 120, "2026-03-03T09:00:00Z")]
    [InlineData("2026-03-06T15:30:00Z", 60, "2026-03-09T08:30:00Z")]
    [InlineData("2026-03-02T03:00:00Z", 60, "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-07T12:00:00Z", 60, "2026-03-09T09:00:00Z")]
    // Just the whole of a day ends with it; nothing is the next moment of work.
    [InlineData("2026-03-02T08:00:00Z", 480, "2026-03-02T16:00:00Z")]
    [InlineData("2026-03-07T12:00:00Z", 0, "2026-03-09T08:00:00Z")]
    // Over the night in which the clocks are put forward, and back: the same hours of the clock.
    [InlineData("2026-03-27T15:00:00Z", 120, "2026-03-30T08:00:00Z")]
    [InlineData("2026-10-23T14:00:00Z", 120, "2026-10-26T09:00:00Z")]
    // Over Good Friday, the weekend and Easter Monday.
    [InlineData("2026-04-02T14:00:00Z", 120, "2026-04-07T08:00:00Z")]
    public void After_WorkingMinutes_CountsThoseAlone(string from, int minutes, string expected) =>
        BusinessCalendar.Of(Office).After(DateTimeOffset.Parse(from), TimeSpan.FromMinutes(minutes)).ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", 0, "2026-03-02T16:00:00Z")]
    [InlineData("2026-03-02T16:00:00Z", 0, "2026-03-03T16:00:00Z")]
    [InlineData("2026-03-05T10:00:00Z", 2, "2026-03-09T16:00:00Z")]
    [InlineData("2026-03-27T10:00:00Z", 1, "2026-03-30T15:00:00Z")]
    [InlineData("2026-04-02T10:00:00Z", 1, "2026-04-07T15:00:00Z")]
    public void DaysAfter_WorkingDays_IsTheEndOfThatDay(string from, int days, string expected) =>
        BusinessCalendar.Of(Office).DaysAfter(DateTimeOffset.Parse(from), days).ShouldBe(DateTimeOffset.Parse(expected));

    [Fact]
    public void After_TheDayOfTheChange_HasTheHoursThatPass()
    {
        var calendar = BusinessCalendar.Of(Always);

        calendar.DaysAfter(DateTimeOffset.Parse("2026-03-29T12:00:00Z"), 0).ShouldBe(DateTimeOffset.Parse("2026-03-29T22:00:00Z"));
        calendar.DaysAfter(DateTimeOffset.Parse("2026-10-25T12:00:00Z"), 0).ShouldBe(DateTimeOffset.Parse("2026-10-25T23:00:00Z"));
        calendar.After(DateTimeOffset.Parse("2026-03-28T23:00:00Z"), TimeSpan.FromHours(23)).ShouldBe(DateTimeOffset.Parse("2026-03-29T22:00:00Z"));
        calendar.After(DateTimeOffset.Parse("2026-10-24T22:00:00Z"), TimeSpan.FromHours(25)).ShouldBe(DateTimeOffset.Parse("2026-10-25T23:00:00Z"));
    }

    [Fact]
    public void After_OpeningThatTheClocksSkip_IsShorterWork()
    {
        var night = BusinessCalendar.Of(new WorkingHours("Europe/Berlin", new(2, 30), new(4, 0)) { Days = ["sun"] });

        // 02:30 is not there: work begins at 03:30 and ends at 04:00.
        night.After(DateTimeOffset.Parse("2026-03-28T12:00:00Z"), TimeSpan.FromMinutes(30)).ShouldBe(DateTimeOffset.Parse("2026-03-29T02:00:00Z"));
    }

    [Fact]
    public void Of_Nothing_EveryHourCounts()
    {
        var from = DateTimeOffset.Parse("2026-03-07T12:00:00Z");

        BusinessCalendar.Of(null).After(from, TimeSpan.FromHours(30)).ShouldBe(from.AddHours(30));
        BusinessCalendar.Of(null).DaysAfter(from, 1).ShouldBe(DateTimeOffset.Parse("2026-03-09T00:00:00Z"));
    }

    [Fact]
    public void After_NeverEnoughWork_IsNeverDue() =>
        BusinessCalendar.Of(Office with { Days = ["mon"], Opens = new(9, 0), Closes = new(9, 1) }).After(DateTimeOffset.Parse("2026-03-02T08:00:00Z"), TimeSpan.FromDays(1)).ShouldBeNull();

    [Fact]
    public void After_AnyTwoStretches_AreAsLongAsTheirSum()
    {
        var calendar = BusinessCalendar.Of(Office);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var from = DateTimeOffset.Parse("2026-01-01T00:00:00Z").AddMinutes(random.Next(525_600));
            var (first, second) = (TimeSpan.FromMinutes(random.Next(1, 5_000)), TimeSpan.FromMinutes(random.Next(1, 5_000)));
            calendar.After(calendar.After(from, first)!.Value, second).ShouldBe(calendar.After(from, first + second), $"from {from:O}: {first} and {second}");
        }
    }
}
