using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

public sealed class NotificationRulesTests
{
    private static readonly Guid Id = GivenNotifications.Id;

    private static NotificationState Whole => GivenNotifications.Notification;

    [Fact]
    public void Create_ForTheList_IsUnreadAndWaits()
    {
        Whole.View.ShouldSatisfyAllConditions(
            static view => view.Id.ShouldBe(Id),
            static view => view.UserId.ShouldBe(Given.OtherUser),
            static view => view.Content.Title.ShouldBe("Größer & больше"),
            static view => view.ReadAt.ShouldBeNull(),
            static view => view.IsInApp.ShouldBeTrue());
        Whole.Pending.AsEnumerable().ShouldBe([GivenNotifications.AtSix, GivenNotifications.InDigest]);
        Whole.DueAt.ShouldBe(GivenNotifications.AtSix.Due);
    }

    [Fact]
    public void Create_NotForTheList_IsAnotherEvent() =>
        NotificationRules.Create(Id, null, GivenNotifications.New with { Channels = [NotificationChannels.Telegram] }).Events.ShouldHaveSingleItem().ShouldBeOfType<NotificationQueued>();

    [Fact]
    public void Create_Again_IsNothing() => NotificationRules.Create(Id, Whole, GivenNotifications.New).Events.ShouldBeEmpty();

    [Fact]
    public void MarkRead_ByItsUser_IsReadOnce()
    {
        var read = GivenNotifications.After(Whole, NotificationRules.MarkRead(Whole, GivenNotifications.ReadBy(Given.OtherUser)));

        read.View.ReadAt.ShouldBe(Given.Now.AddMinutes(2));
        read.Pending.AsEnumerable().ShouldBe(Whole.Pending);
        NotificationRules.MarkRead(read, GivenNotifications.ReadBy(Given.OtherUser)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void MarkRead_BySomebodyElseOrWhatIsInNoList_IsNotFound()
    {
        var outside = GivenNotifications.After(null, NotificationRules.Create(Id, null, GivenNotifications.New with { Channels = [NotificationChannels.Telegram] }));

        NotificationRules.MarkRead(Whole, GivenNotifications.ReadBy(Given.User)).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        NotificationRules.MarkRead(outside, GivenNotifications.ReadBy(Given.OtherUser)).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        NotificationRules.MarkRead(null, GivenNotifications.ReadBy(Given.OtherUser)).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
    }

    [Fact]
    public void Deliver_EachChannel_OnceAndThenItWaitsNoMore()
    {
        var sent = GivenNotifications.After(Whole, NotificationRules.Deliver(Whole, Deliver(NotificationChannels.Telegram) with { Message = GivenNotifications.Message }));
        sent.Pending.AsEnumerable().ShouldBe([GivenNotifications.InDigest]);
        NotificationRules.Deliver(sent, Deliver(NotificationChannels.Telegram) with { Message = GivenNotifications.Message }).Events.ShouldBeEmpty();

        var digested = GivenNotifications.After(sent, NotificationRules.Deliver(sent, Deliver(NotificationChannels.Email) with { DigestId = GivenNotifications.DigestId }));
        (digested.Pending.IsEmpty, digested.DueAt, digested.Version).ShouldBe((true, null, 3));
    }

    [Fact]
    public void Deliver_Dropped_GoesNowhere() => NotificationRules.Deliver(Whole, Deliver(NotificationChannels.Telegram) with { Dropped = "unseen" })
        .Events.ShouldHaveSingleItem().ShouldBe(new NotificationDropped(Given.OtherUser, NotificationChannels.Telegram, "unseen"));

    [Fact]
    public void Send_Digest_OnceAndInNoList()
    {
        var message = NotificationTexts.Digest(GivenNotifications.DigestId, Given.OtherUser, [Whole.View], "en");
        var send = new SendDigest(NotificationCalls.ContextOf(Given.OtherUser), Given.OtherUser, NotificationChannels.Email, message);

        var digest = GivenNotifications.After(null, NotificationRules.Send(null, send));

        (digest.View.Id, digest.View.IsInApp, digest.Pending.IsEmpty).ShouldBe((GivenNotifications.DigestId, false, true));
        NotificationTexts.ItemsOf(digest.View.Content).ShouldBe([Id]);
        NotificationRules.Send(digest, send).Events.ShouldBeEmpty();
    }

    private static DeliverNotification Deliver(string channel) => new(NotificationCalls.ContextOf(Given.User), channel);
}
