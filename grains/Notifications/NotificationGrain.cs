using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <inheritdoc cref="INotificationGrain"/>
[GrainType("notification")]
public sealed class NotificationGrain(IGrainContext context, IEventStore<NotificationState, NotificationEvent> store, KernelServices services)
    : AggregateGrain<NotificationState, NotificationEvent, NotificationView>(context, store, services), INotificationGrain
{
    public Task<CommandResult<NotificationView>> Create(NewNotification command) =>
        Execute(command.Context, command, (state, create, _) => NotificationRules.Create(this.GetPrimaryKey(), state, create));

    public Task<CommandResult<NotificationView>> MarkRead(MarkNotificationRead command) =>
        Execute(command.Context, command, static (state, read, _) => NotificationRules.MarkRead(state, read));

    public Task<CommandResult<NotificationView>> Deliver(DeliverNotification command) =>
        Execute(command.Context, command, static (state, deliver, _) => NotificationRules.Deliver(state, deliver));

    public Task<CommandResult<NotificationView>> Send(SendDigest command) =>
        Execute(command.Context, command, static (state, send, _) => NotificationRules.Send(state, send));
}
