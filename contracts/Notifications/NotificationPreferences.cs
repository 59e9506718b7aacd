using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>What a user wants to be told, how and when.</summary>
[GenerateSerializer, Immutable, Alias("crm.NotificationPreferences")]
public sealed record NotificationPreferences
{
    /// <summary>The zone of all hours here: a name of the IANA time zone database, such as <c>Europe/Berlin</c>.</summary>
    [Id(0)] public required string TimeZone { get; init; }

    /// <summary>Of the texts that go out, where the channel does not know better: <c>en</c> or <c>ru</c>.</summary>
    [Id(1)] public required string Language { get; init; }

    /// <summary>One for each of <see cref="NotificationTypes.All"/>, in that order.</summary>
    [Id(2)] public required ImmutableArray<NotificationChoice> Types { get; init; }

    /// <summary>
    /// From this time of the day on nothing goes out, until <see cref="QuietTo"/> of the same or the next day; both or neither. What is held
    /// back goes out then, in its order. In whole minutes.
    /// </summary>
    [Id(3)] public TimeOnly? QuietFrom { get; init; }

    /// <summary>The end of the quiet hours, which is no part of them; never the same as <see cref="QuietFrom"/>.</summary>
    [Id(4)] public TimeOnly? QuietTo { get; init; }

    /// <summary>When on each day what came since the day before goes out in one message, also in quiet hours; in whole minutes. Null for no digest.</summary>
    [Id(5)] public TimeOnly? DigestAt { get; init; }

    /// <summary>The channels of <see cref="NotificationChannels.Outgoing"/> that get the digest instead of single messages; some exactly when there is a digest.</summary>
    [Id(6)] public ImmutableArray<string> DigestChannels { get; init; } = [];

    /// <summary>Those of a user who has set none: all types in the list and in Telegram, at once.</summary>
    public static NotificationPreferences Default { get; } = new()
    {
        TimeZone = "Etc/UTC",
        Language = "en",
        Types = [.. NotificationTypes.All.Select(static type => new NotificationChoice(type, [NotificationChannels.InApp, NotificationChannels.Telegram]))],
    };

    /// <summary>The channels for a type; none for one that is not known.</summary>
    public ImmutableArray<string> ChannelsOf(string type)
    {
        foreach (var choice in Types)
        {
            if (string.Equals(choice.Type, type, StringComparison.Ordinal))
                return choice.Channels;
        }

        return [];
    }
}
