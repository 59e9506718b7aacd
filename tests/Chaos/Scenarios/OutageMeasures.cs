using System.Globalization;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>What clients are told while the database is away, and how soon it serves again.</summary>
internal static class OutageMeasures
{
    /// <summary>What is promised, and what a busy machine may add.</summary>
    private static readonly TimeSpan Refusal = TimeSpan.FromSeconds(2) + TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    public static IEnumerable<Measure> OfDatabase(History history)
    {
        var meanwhile = history.Edits.SelectMany(static e => e.Attempts).Where(a => history.Outages.Any(o => Overlaps(a, o))).ToList();
        var refused = meanwhile.Where(static a => a.Answer is { Status: 503, RetryAfter: not null }).ToList();
        var other = meanwhile.Where(static a => a.Answer is null or { IsUndecided: true, Status: not 503 } or { Status: 503, RetryAfter: null }).ToList();
        var slowest = refused.Count == 0 ? TimeSpan.Zero : refused.Max(static a => a.Answer!.Took);
        yield return new Measure(
            Text($"{refused.Count} times 503 + Retry-After, slowest {slowest.TotalSeconds:0.0} s (<= 2, a busy machine 2.5); {other.Count} other failures (0){Example(other)}"),
            refused.Count > 0 && slowest <= Refusal && other.Count == 0);

        var successes = history.Edits.Select(static e => e.Decision).OfType<Answered>().Where(static a => a.IsAccepted).Select(static a => a.At).Order().ToList();
        var times = history.Outages.Where(static o => o.Until is not null)
            .Select(o => successes.Where(at => at > o.Until).Select(at => at - o.Until!.Value).FirstOrDefault(TimeSpan.MaxValue)).ToList();
        var latest = times.Count == 0 ? TimeSpan.MaxValue : times.Max();
        yield return new Measure(Text($"serving again {latest.TotalSeconds:0.0} s after it was ready (<= 5)"), latest <= Recovery);
    }

    private static bool Overlaps(Attempt attempt, Outage outage) =>
        attempt.EndedAt is { } ended && ended >= outage.From && (outage.Until is not { } until || attempt.SentAt <= until);

    private static string Example(List<Attempt> other) => other.Count == 0 ? "" : $", such as {other[0].Answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "no answer"}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
