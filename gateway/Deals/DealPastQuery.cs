using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Reads the parameters that name moments of a deal's past.</summary>
internal static class DealPastQuery
{
    private const string WantedTime = "a time such as 2026-03-31T12:00:00Z ('+' is written %2B)";
    private const string Wanted = "must be a version such as 7, or " + WantedTime;

    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The moment, or null for now.</summary>
    public static DealMoment? AsOf(HttpRequest request, RequestErrors errors) =>
        Moment(StrictQuery.Read(request, ["asOf"], errors), "asOf", errors);

    /// <summary>The time as of which a list is, which has no version; null for now.</summary>
    public static DateTimeOffset? ListAsOf(StrictQuery query, RequestErrors errors)
    {
        if (query["asOf"] is not { } text) return null;
        if (Time(text) is { } time) return time;
        errors.Parameter("asOf", "must be " + WantedTime);
        return null;
    }

    /// <summary>Null when something is wrong.</summary>
    public static GetDealDiff? Diff(HttpRequest request, Guid deal, Caller caller, RequestErrors errors)
    {
        var query = StrictQuery.Read(request, ["from", "to"], errors);
        if (query["from"] is null) errors.Parameter("from", "is required");
        var (from, to) = (Moment(query, "from", errors), Moment(query, "to", errors));
        return errors.Any ? null : new GetDealDiff(caller, deal, from!, to);
    }

    private static DealMoment? Moment(StrictQuery query, string name, RequestErrors errors)
    {
        if (query[name] is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return new DealMoment(version, null);
        if (Time(text) is { } time) return new DealMoment(null, time);
        errors.Parameter(name, Wanted);
        return null;
    }

    private static DateTimeOffset? Time(string text) =>
        HasOffset(text) && DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>RFC 3339 wants an offset; without one the time would be this server's.</summary>
    private static bool HasOffset(string text) => text.LastIndexOfAny(['Z', '+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
}
