using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

public sealed class NotificationPreferencesTests
{
    private static SetNotificationPreferences Wanted => new(Given.Context)
    {
        TimeZone = "Europe/Berlin",
        Language = "ru",
        Types = [new("deal.won", [NotificationChannels.Email, NotificationChannels.InApp])],
        QuietFrom = "22:00",
        QuietTo = "07:00",
        DigestAt = "09:30",
        DigestChannels = [NotificationChannels.Email],
    };

    [Fact]
    public void Set_AllOfIt_IsKept()
    {
        var kept = Accepted(Wanted);

        (kept.TimeZone, kept.Language, kept.QuietFrom, kept.QuietTo, kept.DigestAt).ShouldBe(("Europe/Berlin", "ru", new TimeOnly(22, 0), new TimeOnly(7, 0), new TimeOnly(9, 30)));
        kept.DigestChannels.AsEnumerable().ShouldBe([NotificationChannels.Email]);
        kept.ChannelsOf("deal.won").AsEnumerable().ShouldBe([NotificationChannels.InApp, NotificationChannels.Email]);
        kept.ChannelsOf("deal.lost").AsEnumerable().ShouldBe([NotificationChannels.InApp, NotificationChannels.Telegram]);
        kept.ChannelsOf("digest").ShouldBeEmpty();
        kept.Types.Select(static choice => choice.Type).ShouldBe(NotificationTypes.All);
    }

    [Fact]
    public void Set_WhatIsSo_IsNothing()
    {
        Set(null, new SetNotificationPreferences(Given.Context)).Events.ShouldBeEmpty();
        var set = Set(null, Wanted).Events.ShouldHaveSingleItem();
        var state = NotificationPreferencesState.Apply(null, new Recorded<NotificationPreferencesEvent>(Given.User, 1, Given.Now, Given.User, null, set));

        Set(state, Wanted).Events.ShouldBeEmpty();
        Set(state, Wanted with { Language = "en" }).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Set_DigestWithoutChannels_IsOneInTelegram() => Accepted(Wanted with { DigestChannels = null }).DigestChannels.AsEnumerable().ShouldBe([NotificationChannels.Telegram]);

    [Theory]
    [InlineData("#/timeZone", "a zone")]
    [InlineData("#/language", "a language")]
    [InlineData("#/types/0/type", "a type")]
    [InlineData("#/types/1/type", "a type twice")]
    [InlineData("#/types/0/channels", "a channel")]
    [InlineData("#/quietFrom", "no beginning")]
    [InlineData("#/quietTo", "no end")]
    [InlineData("#/quietTo", "no hours")]
    [InlineData("#/digestAt", "a digest without a time")]
    [InlineData("#/digestChannels", "a digest without channels")]
    [InlineData("#/digestChannels", "a digest in the list")]
    public void Set_WhatCannotBe_IsInvalidThere(string pointer, string what)
    {
        var rejection = Set(null, Wrong(what)).Rejection.ShouldNotBeNull();

        rejection.Code.ShouldBe(RejectionCode.Invalid);
        rejection.Errors.ShouldHaveSingleItem().Pointer.ShouldBe(pointer);
    }

    [Fact]
    public void Set_TimeThatIsNone_IsInvalid() =>
        Set(null, Wanted with { QuietFrom = "24:00" }).Rejection!.Errors.Select(static error => error.Pointer).ShouldContain("#/quietFrom");

    [Fact]
    public void Set_EmailWhereNobodySendsIt_IsInvalid()
    {
        var rejection = NotificationPreferencesRules.Set(null, Wanted, GivenNotifications.Channels).Rejection.ShouldNotBeNull();

        rejection.Errors.Select(static error => error.Pointer).Distinct().ShouldBe(["#/types/0/channels", "#/digestChannels"]);
        rejection.Errors[0].Detail.ShouldBe("May have inapp, telegram.");
    }

    private static Decision<NotificationPreferencesEvent> Set(NotificationPreferencesState? state, SetNotificationPreferences command) =>
        NotificationPreferencesRules.Set(state, command, GivenNotifications.ChannelsWithMail);

    private static SetNotificationPreferences Wrong(string what) => what switch
    {
        "a zone" => Wanted with { TimeZone = "Mars/Olympus" },
        "a language" => Wanted with { Language = "de" },
        "a type" => Wanted with { Types = [new("deal.renamed", [])] },
        "a type twice" => Wanted with { Types = [new("deal.won", []), new("deal.won", [])] },
        "a channel" => Wanted with { Types = [new("deal.won", ["pigeon"])] },
        "no beginning" => Wanted with { QuietFrom = null },
        "no end" => Wanted with { QuietTo = null },
        "no hours" => Wanted with { QuietTo = "22:00" },
        "a digest without a time" => Wanted with { DigestAt = null },
        "a digest without channels" => Wanted with { DigestChannels = ImmutableArray<string>.Empty },
        _ => Wanted with { DigestChannels = [NotificationChannels.Email, NotificationChannels.InApp] },
    };

    private static NotificationPreferences Accepted(SetNotificationPreferences wanted) =>
        Set(null, wanted).Events.ShouldHaveSingleItem().ShouldBeOfType<NotificationPreferencesSet>().Preferences;
}
