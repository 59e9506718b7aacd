using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>What commands do to a user's preferences; pure.</summary>
public static class NotificationPreferencesRules
{
    /// <param name="state">The preferences; null where none are set.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="directory">The channels that there are to be chosen.</param>
    public static Decision<NotificationPreferencesEvent> Set(NotificationPreferencesState? state, SetNotificationPreferences command, ChannelDirectory directory)
    {
        var checks = new NotificationPreferencesChecks(directory);
        var wanted = checks.Whole(command);
        if (checks.Failed)
            return checks.Rejection;
        var before = state?.View.Preferences ?? NotificationPreferences.Default;
        return NotificationJson.Of(wanted) == NotificationJson.Of(before)
            ? Decision<NotificationPreferencesEvent>.Nothing
            : new NotificationPreferencesSet(command.Context.Caller.UserId, wanted);
    }
}
