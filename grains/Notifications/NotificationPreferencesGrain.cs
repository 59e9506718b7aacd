using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <inheritdoc cref="INotificationPreferencesGrain"/>
[GrainType("notification-preferences")]
public sealed class NotificationPreferencesGrain(
    IGrainContext context, IEventStore<NotificationPreferencesState, NotificationPreferencesEvent> store, KernelServices services, ChannelDirectory directory)
    : AggregateGrain<NotificationPreferencesState, NotificationPreferencesEvent, NotificationPreferencesView>(context, store, services), INotificationPreferencesGrain
{
    public async Task<CommandResult<NotificationPreferencesView>> Get(Guid userId)
    {
        var result = await Read(static _ => true);
        return result.Rejection?.Code == RejectionCode.NotFound ? Unchanged(userId) : result;
    }

    public async Task<CommandResult<NotificationPreferencesView>> Set(SetNotificationPreferences command)
    {
        var result = await Execute(command.Context, command, (state, set, _) => NotificationPreferencesRules.Set(state, set, directory));
        // Setting what is so by default leaves the preferences without an event.
        return result is { Rejection: null, Value: null } ? Unchanged(command.Context.Caller.UserId) : result;
    }

    private static CommandResult<NotificationPreferencesView> Unchanged(Guid userId) => new(new(userId, 0, NotificationPreferences.Default), 0, null);
}
