using System.Runtime.CompilerServices;
using System.Text;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;
using Shouldly;

namespace Crm.Actors.UnitTests.Notifications;

/// <summary>Notifications for the other user of what the user did, for tests of the rules.</summary>
internal static class GivenNotifications
{
    public static readonly Guid EventId = new("0190a000-0000-7000-8000-0000000000d1");
    public static readonly Guid Id = new("0190a000-0000-8000-8000-0000000000d2");
    public static readonly Guid DigestId = new("0190a000-0000-8000-8000-0000000000d3");
    public static readonly PendingDelivery AtSix = new(NotificationChannels.Telegram, new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero), InDigest: false);
    public static readonly PendingDelivery InDigest = new(NotificationChannels.Email, new DateTimeOffset(2026, 3, 2, 8, 30, 0, TimeSpan.Zero), InDigest: true);

    /// <summary>As it is installed.</summary>
    public static readonly ChannelDirectory Channels = new([new TelegramChannel()]);

    /// <summary>With somebody who sends mail.</summary>
    public static readonly ChannelDirectory ChannelsWithMail = new([new Mail(), new TelegramChannel()]);

    public static NotificationContent Content => new()
    {
        Type = "deal.stage.changed",
        EventId = EventId,
        EventPosition = 4711,
        ActorId = Given.User,
        DealId = Given.DealId,
        Title = "Größer & больше",
        Details = NotificationContent.NoDetails.Add("from", "new").Add("to", "proposal"),
    };

    public static NewNotification New => new(
        NotificationCalls.ContextOf(Given.User), Given.OtherUser, Content, [NotificationChannels.InApp, NotificationChannels.Telegram, NotificationChannels.Email], [AtSix, InDigest]);

    /// <summary>A notification of version 1, on all channels.</summary>
    public static NotificationState Notification => After(null, NotificationRules.Create(Id, null, New));

    public static NotificationMessage Message => NotificationTexts.Message(Notification.View, "en");

    public static MarkNotificationRead ReadBy(Guid user) => new(NotificationCalls.ContextOf(user), Id);

    /// <summary>The state after what was decided, which must not be a refusal.</summary>
    public static NotificationState After(NotificationState? state, Decision<NotificationEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
        {
            var version = (state?.Version ?? 0) + 1;
            state = NotificationState.Apply(
                state, new Recorded<NotificationEvent>(new Guid((int)version, 0, 0, new byte[8]), version, Given.Now.AddMinutes(version), Given.User, null, happened));
        }

        return state!;
    }

    /// <summary>An event of a deal, a note, a payment or a task with the data that the tests of its codec keep, or with other data.</summary>
    public static LoggedEvent Logged(string type, Guid actor, string? data = null) => new(
        new FeedEvent
        {
            Position = 4711,
            Id = EventId,
            Type = type,
            Source = "/crm/deals",
            Subject = Given.DealId,
            Sequence = 2,
            Time = Given.Now,
            ActorId = actor,
            Data = Encoding.UTF8.GetBytes(data ?? Sample(type)),
        },
        1);

    public static string Sample(string type) => File.ReadAllText(Path.Combine(Folder(), "..", type.Split('.') switch
    {
        ["notification", ..] => "Notifications",
        ["deal", "note", ..] => "Notes",
        ["deal", "payment", ..] => "Payments",
        ["task", ..] => "Tasks",
        _ => "Deals",
    }, "Samples", $"{type}.v1.json"));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed class Mail : INotificationChannel
    {
        public string Name => NotificationChannels.Email;

        public bool Reaches(Recipient recipient) => true;
    }
}
