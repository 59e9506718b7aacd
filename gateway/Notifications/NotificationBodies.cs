using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Notifications;

/// <summary>Reads the bodies of requests about notifications into commands. What preferences may hold is decided in the grain.</summary>
internal static class NotificationBodies
{
    public static MarkNotificationRead Read(ref StrictJson json, CommandContext context, Guid notification) => new(Nothing(ref json, context), notification);

    public static MarkAllNotificationsRead ReadAll(ref StrictJson json, CommandContext context) => new(Nothing(ref json, context));

    public static SetNotificationPreferences Set(ref StrictJson json, CommandContext context)
    {
        var command = new SetNotificationPreferences(context);
        while (json.Next(NotificationFields.OfPreferences, out var name))
        {
            command = name switch
            {
                NotificationFields.TimeZone => command with { TimeZone = json.Text().Value },
                NotificationFields.Language => command with { Language = json.Text().Value },
                NotificationFields.Types => command with { Types = json.Objects(Choice).Value ?? [] },
                NotificationFields.QuietFrom => command with { QuietFrom = json.Text().Value },
                NotificationFields.QuietTo => command with { QuietTo = json.Text().Value },
                NotificationFields.DigestAt => command with { DigestAt = json.Text().Value },
                _ => command with { DigestChannels = json.Texts().Value },
            };
        }

        return command;
    }

    private static NotificationChoice Choice(ref StrictJson json)
    {
        string? type = null;
        ImmutableArray<string>? channels = null;
        while (json.Next(NotificationFields.OfChoice, out var name))
        {
            if (name is NotificationFields.Type) type = json.Text().Value;
            else channels = json.Texts().Value;
        }

        json.Require(NotificationFields.Type, type is not null);
        json.Require(NotificationFields.Channels, channels is not null);
        return new NotificationChoice(type ?? "", channels ?? []);
    }

    private static CommandContext Nothing(ref StrictJson json, CommandContext context)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(NotificationFields.None, out _)) continue;
        return context;
    }
}
