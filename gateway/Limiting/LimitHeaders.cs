using System.Globalization;
using Crm.Actors.RateLimits;
using Microsoft.Extensions.Primitives;

namespace Crm.Actors.Gateway.Limiting;

/// <summary>
/// The fields <c>RateLimit</c> and <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers-10) of one limit. A policy is the full bucket (q)
/// and the seconds in which an empty one fills up (w); a state is what is left (r) and the seconds until there is more (t).
/// </summary>
internal sealed class LimitHeaders
{
    public const string RateLimit = "RateLimit";
    public const string Policy = "RateLimit-Policy";

    private const long Second = 1_000_000;

    /// <summary>States up to this many tokens left are kept as text once they were used.</summary>
    private const int MaxKept = 1 << 15;

    private readonly string _name;
    private readonly RateLimit _limit;
    private readonly StringValues _policy;
    private readonly string?[] _states;

    public LimitHeaders(string name, RateLimit limit)
    {
        _name = name;
        _limit = limit;
        _policy = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={limit.Burst};w={Seconds(limit.Capacity)}");
        _states = new string?[Math.Min(limit.Burst, MaxKept) + 1];
    }

    public void Write(HttpResponse response, Taken taken)
    {
        response.Headers[RateLimit] = StateOf(taken);
        response.Headers[Policy] = _policy;
    }

    private string StateOf(Taken taken)
    {
        if (taken.IsRefused) return Format(0, taken.RetryAfter);
        return taken.Remaining < _states.Length
            ? _states[taken.Remaining] ??= Format(taken.Remaining, Seconds(_limit.Interval))
            : Format(taken.Remaining, Seconds(_limit.Interval));
    }

    private string Format(int remaining, long seconds) => string.Create(CultureInfo.InvariantCulture, $"\"{_name}\";r={remaining};t={seconds}");

    private static long Seconds(long microseconds) => (microseconds + Second - 1) / Second;
}
