using System.Globalization;
using Crm.Actors.Grains.Telegram.Bot;
using CsCheck;
using NodaTime;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class DueWordsTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>A Wednesday, 12:30 in Berlin.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 25, 11, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("today", "2026-03-25T17:00")]
    [InlineData("Tomorrow 15:00", "2026-03-26T14:00")]
    [InlineData("завтра в 10", "2026-03-26T09:00")]
    [InlineData("послезавтра", "2026-03-27T17:00")]
    [InlineData("friday at 9", "2026-03-27T08:00")]
    [InlineData("в пятницу", "2026-03-27T17:00")]
    [InlineData("wednesday", "2026-04-01T16:00")]
    [InlineData("in 2 hours", "2026-03-25T13:30")]
    [InlineData("через 2 часа", "2026-03-25T13:30")]
    [InlineData("через час", "2026-03-25T12:30")]
    [InlineData("+30m", "2026-03-25T12:00")]
    [InlineData("2026-12-24 10:00", "2026-12-24T09:00")]
    [InlineData("24.12.2026 10:00", "2026-12-24T09:00")]
    [InlineData("24.12", "2026-12-24T17:00")]
    [InlineData("1.3", "2027-03-01T17:00")]
    [InlineData("14:00", "2026-03-25T13:00")]
    [InlineData("в 9:15", "2026-03-26T08:15")]
    public void Read_Words_AreAMomentInTheZone(string words, string expected) =>
        DueWords.Read(words, Now, Berlin).ShouldBe(DateTimeOffset.Parse(expected + ":00Z", CultureInfo.InvariantCulture));

    /// <summary>The clocks go forward on the 29th: seven days are seven days of the calendar.</summary>
    [Fact]
    public void Read_ADistanceInDays_KeepsTheTimeOfDay() =>
        DueWords.Read("+7d", Now, Berlin).ShouldBe(new DateTimeOffset(2026, 4, 1, 10, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30")]
    public void Read_ATimeThatTheClockSkipsOrShowsTwice_IsOneMoment(string words, string expected) =>
        DueWords.Read(words, Now, Berlin).ShouldBe(DateTimeOffset.Parse(expected + ":00Z", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("25:00")]
    [InlineData("31.2")]
    [InlineData("in 0 hours")]
    [InlineData("9999-12-31")]
    public void Read_AnythingElse_IsNotUnderstood(string words) => DueWords.Read(words, Now, Berlin).ShouldBeNull();

    [Fact]
    public void Read_AnyText_DoesNotThrow() => Gen.String.Sample(static text => { _ = DueWords.Read(text, Now, Berlin); });

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("2h", 120)]
    [InlineData("3д", 4320)]
    [InlineData("1 week", 10080)]
    [InlineData("0m", null)]
    [InlineData("h", null)]
    [InlineData("99999d", null)]
    public void Read_ADuration_IsMinutes(string text, int? minutes) => Durations.Read(text).ShouldBe(minutes is { } count ? TimeSpan.FromMinutes(count) : (TimeSpan?)null);
}
