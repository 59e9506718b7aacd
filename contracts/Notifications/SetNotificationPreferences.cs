using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>Sets the caller's preferences as a whole. What is left out is as in <see cref="NotificationPreferences.Default"/>.</summary>
/// <param name="Context">The command's context.</param>
[GenerateSerializer, Immutable, Alias("crm.SetNotificationPreferences")]
public sealed record SetNotificationPreferences([property: Id(0)] CommandContext Context)
{
    /// <summary>As <see cref="NotificationPreferences.TimeZone"/>.</summary>
    [Id(1)] public string? TimeZone { get; init; }

    /// <summary>As <see cref="NotificationPreferences.Language"/>.</summary>
    [Id(2)] public string? Language { get; init; }

    /// <summary>The types whose channels are others than by default, each at most once.</summary>
    [Id(3)] public ImmutableArray<NotificationChoice> Types { get; init; } = [];

    /// <summary>A time such as <c>22:00</c>.</summary>
    [Id(4)] public string? QuietFrom { get; init; }

    /// <inheritdoc cref="QuietFrom"/>
    [Id(5)] public string? QuietTo { get; init; }

    /// <inheritdoc cref="QuietFrom"/>
    [Id(6)] public string? DigestAt { get; init; }

    /// <summary>As <see cref="NotificationPreferences.DigestChannels"/>; null for Telegram where there is a digest.</summary>
    [Id(7)] public ImmutableArray<string>? DigestChannels { get; init; }
}
