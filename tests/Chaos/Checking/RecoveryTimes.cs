using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Checking;

/// <summary>How long clients waited for their deals after faults.</summary>
public static class RecoveryTimes
{
    /// <summary>
    /// Per fault and deal that somebody edited while or after it: from the fault, or from the first edit that met it, to the first
    /// success after the fault. Deals that were left alone before the next fault do not count.
    /// </summary>
    public static IReadOnlyList<TimeSpan> PerDeal(History history)
    {
        var times = new List<TimeSpan>();
        var edits = history.Edits.Where(static e => e.Deal is not null).ToLookup(static e => e.Deal!.Value);
        for (var i = 0; i < history.Outages.Count; i++)
        {
            var from = history.Outages[i].From;
            var next = i + 1 < history.Outages.Count ? history.Outages[i + 1].From : TimeSpan.MaxValue;
            times.AddRange(edits.Select(ofDeal => Of(ofDeal, from, next)).OfType<TimeSpan>());
        }

        return times;
    }

    /// <summary>The value below which a share of the times is; zero when there are none.</summary>
    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> times, double share)
    {
        if (times.Count == 0)
            return TimeSpan.Zero;
        var sorted = times.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    private static TimeSpan? Of(IEnumerable<Edit> edits, TimeSpan fault, TimeSpan next)
    {
        TimeSpan? asked = null, success = null;
        foreach (var edit in edits)
        {
            var ended = edit.Decision?.At ?? TimeSpan.MaxValue;
            if (ended <= fault || edit.Attempts[0].SentAt >= next)
                continue;
            asked = Min(asked, edit.Attempts[0].SentAt);
            if (edit.Decision is not null)
                success = Min(success, ended);
        }

        return asked is { } at && success is { } done ? done - (at > fault ? at : fault) : null;
    }

    private static TimeSpan Min(TimeSpan? a, TimeSpan b) => a is { } known && known < b ? known : b;
}
