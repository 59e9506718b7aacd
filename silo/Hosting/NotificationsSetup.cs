using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class NotificationsSetup
{
    /// <summary>Notifications, what people want of them, and what makes and sends them. The consumer that finds the events is with the others.</summary>
    public static void AddNotifications(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IAggregateMapping<NotificationState, NotificationEvent>, NotificationMapping>();
        services.AddSingleton<IAggregateMapping<NotificationPreferencesState, NotificationPreferencesEvent>, NotificationPreferencesMapping>();
        services.AddSingleton<INotificationReads, NotificationReads>();
        services.AddSingleton<INotificationQueue, NotificationQueue>();
        services.AddSingleton<INotificationChannel, TelegramChannel>();
        services.AddSingleton<ChannelDirectory>();
        services.AddSingleton<NotificationCalls>();
        services.AddSingleton<NotificationMaker>();
        services.AddSingleton<NotificationSender>();
        services.AddHostedService<NotificationKeeper>();
    }
}
