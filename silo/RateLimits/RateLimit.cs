using System.Globalization;

namespace Crm.Actors.RateLimits;

/// <summary>How many requests are let through: a bucket of tokens that fills up evenly, of which each request takes one.</summary>
public sealed record RateLimit
{
    public const int MaxRequests = 1_000_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <param name="requests">Tokens that come per period, from 1 to 1,000,000.</param>
    /// <param name="period">The period, from a second to a day.</param>
    /// <param name="burst">Tokens in a full bucket, from 1 to 1,000,000.</param>
    public RateLimit(int requests, TimeSpan period, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests, MaxRequests);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Second);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(burst, MaxRequests);
        Burst = burst;
        Interval = Math.Max(1, (long)Math.Round(period.TotalMicroseconds / requests));
    }

    /// <summary>Tokens in a full bucket.</summary>
    public int Burst { get; }

    /// <summary>Microseconds in which one token comes.</summary>
    public long Interval { get; }

    /// <summary>Microseconds in which an empty bucket fills up.</summary>
    public long Capacity => Burst * Interval;

    /// <summary>Reads <c>100/s;burst=1000</c>; also <c>/min</c> and <c>/h</c>. Without a burst it is the number of requests. <c>off</c> is null.</summary>
    /// <exception cref="FormatException">It is none of this; the message goes on after the name of a variable.</exception>
    public static RateLimit? Parse(string text)
    {
        if (text == "off") return null;
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || parts[0].Split('/') is not [var requests, var unit]) throw Wrong();
        var count = Number(requests);
        var burst = parts.Length == 1 ? count : parts[1].StartsWith("burst=", StringComparison.Ordinal) ? Number(parts[1]["burst=".Length..]) : throw Wrong();
        return new RateLimit(count, PeriodOf(unit), burst);
    }

    private static TimeSpan PeriodOf(string unit) => unit switch
    {
        "s" => Second,
        "min" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        _ => throw Wrong(),
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxRequests ? number : throw Wrong();

    private static FormatException Wrong() => new("must be 'off' or a rate such as 100/s;burst=1000 (units s, min, h; numbers from 1 to 1000000)");
}
