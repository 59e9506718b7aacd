using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Checking;

/// <summary>
/// A foreign consumer got every event of the log at least once and nothing else; per deal, payment, pipeline and task the versions may come again, but none
/// comes for the first time before the one below it.
/// </summary>
internal static class WireCheck
{
    public static IEnumerable<Finding> Check(History history)
    {
        if (history.Wire is not { } wire)
            yield break;
        var log = history.Log.GroupBy(static row => row.Event.Id).ToDictionary(static g => g.Key, static g => g.First());
        var newest = new Dictionary<Guid, long>();
        var seen = new HashSet<Guid>();
        foreach (var message in wire)
        {
            if (!log.TryGetValue(message.Id, out var row) || (row.Aggregate, row.Version, row.Position) != (message.Subject, message.Sequence, message.Position))
            {
                yield return new Finding(FindingKind.Foreign, $"the consumer got {message}, which is not in the log");
                continue;
            }

            seen.Add(message.Id);
            var before = newest.GetValueOrDefault(message.Subject);
            if (message.Sequence > before + 1)
                yield return new Finding(FindingKind.Reordered, $"the consumer got version {message.Sequence} of {message.Subject} after {before}");
            newest[message.Subject] = Math.Max(before, message.Sequence);
        }

        foreach (var (from, to) in Ranges.Of(history.Log.Where(row => !seen.Contains(row.Event.Id)).Select(static row => row.Position)))
            yield return new Finding(FindingKind.Missing, $"the consumer did not get positions {from} to {to}");
    }
}
