using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>The ways on which notifications reach a person.</summary>
public static class NotificationChannels
{
    /// <summary>The list of notifications and the stream of them: at once, whatever the hour.</summary>
    public const string InApp = "inapp";

    /// <summary>The user's Telegram chat, where one is linked.</summary>
    public const string Telegram = "telegram";

    /// <summary>A port: the messages are published for whoever sends mail. Nothing here does, so it can only be chosen where somebody added that.</summary>
    public const string Email = "email";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static ImmutableArray<string> All { get; } = [InApp, Telegram, Email];

    /// <summary>Those that leave the system, and that quiet hours and digests are for.</summary>
    public static ImmutableArray<string> Outgoing { get; } = [Telegram, Email];
}
