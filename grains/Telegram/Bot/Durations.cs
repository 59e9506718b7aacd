using System.Globalization;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Durations as people write them: <c>30m</c>, <c>2h</c>, <c>3d</c>, <c>1w</c>, also in Russian letters.</summary>
public static class Durations
{
    private const int Most = 10_000;

    /// <summary>The duration; null for what is none. At least a minute.</summary>
    public static TimeSpan? Read(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Most)
            return null;
        return UnitOf(text[digits..].Trim()) * count;
    }

    /// <summary>The unit that a word means; null for none.</summary>
    public static TimeSpan? UnitOf(string word) => word.ToLowerInvariant() switch
    {
        "m" or "min" or "mins" or "minute" or "minutes" or "м" or "мин" or "минуту" or "минуты" or "минут" => TimeSpan.FromMinutes(1),
        "h" or "hour" or "hours" or "ч" or "час" or "часа" or "часов" => TimeSpan.FromHours(1),
        "d" or "day" or "days" or "д" or "день" or "дня" or "дней" => TimeSpan.FromDays(1),
        "w" or "week" or "weeks" or "н" or "неделю" or "недели" or "недель" => TimeSpan.FromDays(7),
        _ => null,
    };
}
