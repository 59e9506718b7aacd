using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for all notifications. Remembers the last command.</summary>
public sealed class FakeNotifications : INotificationsGrain
{
    public object? Last { get; private set; }

    /// <summary>What is answered instead.</summary>
    public Rejection? Rejection { get; set; }

    public static NotificationView View { get; } = new()
    {
        Id = new Guid("0192f0c1-0000-8000-8000-0000000000d1"),
        Version = 2,
        UserId = RunningGateway.User,
        Content = new NotificationContent
        {
            Type = "deal.stage.changed",
            EventId = new Guid("0192f0c1-0000-7000-8000-0000000000d2"),
            EventPosition = 4711,
            ActorId = new Guid("0192f0c1-0000-7000-8000-0000000000d3"),
            DealId = new Guid("0192f0c1-0000-7000-8000-0000000000d4"),
            Title = "Größer",
            Details = NotificationContent.NoDetails.Add("from", "new"),
        },
        Channels = [NotificationChannels.InApp],
        CreatedAt = FakeUsers.At,
    };

    public Task<CommandResult<NotificationPage>> List(ListNotifications query) => Answer(query, new NotificationPage([View], "next", 3));

    public Task<CommandResult<NotificationView>> MarkRead(MarkNotificationRead command) => Answer(command, View with { ReadAt = FakeUsers.At });

    public Task<CommandResult<NotificationsRead>> MarkAllRead(MarkAllNotificationsRead command) => Answer(command, new NotificationsRead(3));

    public Task<CommandResult<NotificationPreferencesView>> GetPreferences(Caller caller) =>
        Answer(caller, new NotificationPreferencesView(caller.UserId, 0, NotificationPreferences.Default));

    public Task<CommandResult<NotificationPreferencesView>> SetPreferences(SetNotificationPreferences command) =>
        Answer(command, new NotificationPreferencesView(command.Context.Caller.UserId, 4, NotificationPreferences.Default with { QuietFrom = new(22, 0), QuietTo = new(7, 0) }));

    private Task<CommandResult<T>> Answer<T>(object command, T value)
        where T : class
    {
        Last = command;
        return Task.FromResult(Rejection is null ? new CommandResult<T>(value, 7, null) : new CommandResult<T>(null, 0, Rejection));
    }
}
