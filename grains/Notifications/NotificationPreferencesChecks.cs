using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Calendars;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The fields of preferences, for an installation with these channels.</summary>
internal sealed class NotificationPreferencesChecks(ChannelDirectory directory) : FieldChecks
{
    private static readonly string[] Languages = ["en", "ru"];

    /// <summary>The preferences as they were asked for; of no use when something <see cref="FieldChecks.Failed"/>.</summary>
    public NotificationPreferences Whole(SetNotificationPreferences wanted)
    {
        var digestAt = Time("#/digestAt", wanted.DigestAt);
        ImmutableArray<string> digested = digestAt is null ? [] : [NotificationChannels.Telegram];
        var preferences = NotificationPreferences.Default with
        {
            TimeZone = wanted.TimeZone ?? NotificationPreferences.Default.TimeZone,
            Language = wanted.Language ?? NotificationPreferences.Default.Language,
            Types = Types(wanted.Types),
            QuietFrom = Time("#/quietFrom", wanted.QuietFrom),
            QuietTo = Time("#/quietTo", wanted.QuietTo),
            DigestAt = digestAt,
            DigestChannels = Channels("#/digestChannels", wanted.DigestChannels ?? digested, directory.Outgoing),
        };
        if (!TimeZones.TryFind(preferences.TimeZone, out _))
            Add("#/timeZone", "Is no name of the IANA time zone database, such as Europe/Berlin.");
        if (!Languages.Contains(preferences.Language, StringComparer.Ordinal))
            Add("#/language", $"Must be one of {string.Join(", ", Languages)}.");
        if ((preferences.QuietFrom is null) != (preferences.QuietTo is null))
            Add(preferences.QuietFrom is null ? "#/quietFrom" : "#/quietTo", "Quiet hours have a beginning and an end.");
        else if (preferences.QuietFrom is not null && preferences.QuietFrom == preferences.QuietTo)
            Add("#/quietTo", "Must not be the beginning of the quiet hours.");
        if ((preferences.DigestAt is null) != preferences.DigestChannels.IsEmpty)
            Add(preferences.DigestAt is null ? "#/digestAt" : "#/digestChannels", "A digest has a time and channels.");
        return preferences;
    }

    private ImmutableArray<NotificationChoice> Types(ImmutableArray<NotificationChoice> wanted)
    {
        var chosen = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        for (var i = 0; i < wanted.Length; i++)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"#/types/{i}");
            if (!NotificationTypes.All.Contains(wanted[i].Type, StringComparer.Ordinal))
                Add($"{pointer}/type", $"Must be one of {string.Join(", ", NotificationTypes.All)}.");
            else if (!chosen.TryAdd(wanted[i].Type, Channels($"{pointer}/channels", wanted[i].Channels, directory.All)))
                Add($"{pointer}/type", "Is there twice.");
        }

        return [.. NotificationPreferences.Default.Types.Select(choice => chosen.TryGetValue(choice.Type, out var channels) ? choice with { Channels = channels } : choice)];
    }

    /// <summary>In the order of the known ones, so that the same choice is the same text.</summary>
    private ImmutableArray<string> Channels(string pointer, ImmutableArray<string> wanted, ImmutableArray<string> known)
    {
        if (wanted.Any(channel => !known.Contains(channel, StringComparer.Ordinal)))
            Add(pointer, $"May have {string.Join(", ", known)}.");
        return [.. known.Where(channel => wanted.Contains(channel, StringComparer.Ordinal))];
    }

    private TimeOnly? Time(string pointer, string? text)
    {
        if (text is null)
            return null;
        if (TimeOnly.TryParseExact(text, NotificationPreferencesJson.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        Add(pointer, "Must be a time of the day such as 22:00.");
        return null;
    }
}
