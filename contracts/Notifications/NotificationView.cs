using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>A notification, as its user sees it.</summary>
[GenerateSerializer, Immutable, Alias("crm.NotificationView")]
public sealed record NotificationView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>Whom it is for.</summary>
    [Id(2)] public required Guid UserId { get; init; }

    [Id(3)] public required NotificationContent Content { get; init; }

    /// <summary>Those of <see cref="NotificationChannels"/> that the user wanted it on.</summary>
    [Id(4)] public required ImmutableArray<string> Channels { get; init; }

    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it is unread.</summary>
    [Id(6)] public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Whether it is in the user's list.</summary>
    public bool IsInApp => Channels.Contains(NotificationChannels.InApp, StringComparer.Ordinal);
}
