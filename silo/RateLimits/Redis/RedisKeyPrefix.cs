namespace Crm.Actors.RateLimits.Redis;

/// <summary>What the keys of an installation begin with in a Redis that it shares with another one, so that neither meets the other's.</summary>
public static class RedisKeyPrefix
{
    /// <summary>The variable that says it.</summary>
    public const string Variable = "CRM_REDIS_PREFIX";

    private const int Longest = 50;

    /// <summary>The prefix with a colon behind it, so that no other installation's begins like it; empty for none.</summary>
    /// <param name="text">What is set; null or empty for none.</param>
    /// <exception cref="FormatException">It is no prefix; the message goes on after the name of the variable.</exception>
    public static string Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        return text.Length <= Longest && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? $"{text}:"
            : throw new FormatException($"must be up to {Longest} letters, digits, '-', '_' and '.'");
    }
}
