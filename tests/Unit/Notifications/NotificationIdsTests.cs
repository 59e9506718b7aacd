using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

public sealed class NotificationIdsTests
{
    [Fact]
    public void Of_UserAndEvent_IsTheSameAlwaysAndInTheUsersPartition()
    {
        var ids = Enumerable.Range(1, 1000).Select(static number => NotificationIds.Of(Given.OtherUser, new Guid(number, 0, 0, new byte[8]))).ToList();

        ids.ShouldBeUnique();
        ids.ShouldAllBe(static id => EventPartition.Of(id) == EventPartition.Of(Given.OtherUser));
        ids[6].ShouldBe(NotificationIds.Of(Given.OtherUser, new Guid(7, 0, 0, new byte[8])));
        NotificationIds.Of(Given.User, GivenNotifications.EventId).ShouldNotBe(NotificationIds.Of(Given.OtherUser, GivenNotifications.EventId));
    }

    [Fact]
    public void OfDigest_EachPart_MakesAnotherOne()
    {
        var due = Given.Now;
        Guid[] ids =
        [
            NotificationIds.OfDigest(Given.User, NotificationChannels.Telegram, due, 0),
            NotificationIds.OfDigest(Given.User, NotificationChannels.Telegram, due, 1),
            NotificationIds.OfDigest(Given.User, NotificationChannels.Email, due, 0),
            NotificationIds.OfDigest(Given.User, NotificationChannels.Telegram, due.AddDays(1), 0),
            NotificationIds.OfDigest(Given.OtherUser, NotificationChannels.Telegram, due, 0),
            NotificationIds.OfPreferences(Given.User),
        ];

        ids.ShouldBeUnique();
    }
}
