using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Contracts.Tasks.Events;

namespace Crm.Actors.Chaos.Checking;

/// <summary>Each reader of the event stream saw the log from where it began to the end: all of it that is of deals, once, in order.</summary>
internal static class StreamCheck
{
    public static IEnumerable<Finding> Check(History history)
    {
        var ids = history.Log.GroupBy(static row => row.Position).ToDictionary(static g => g.Key, static g => g.First().Event.Id);
        var hidden = history.Log.Where(static row => !IsShown(row.Event.Data)).Select(static row => row.Position).ToHashSet();
        return history.Streams.SelectMany(stream => Check(stream, ids, hidden, history.Head));
    }

    private static bool IsShown(object happened) => happened is not (PipelineEvent or TaskEvent or OtherEvent { IsOfDeals: false });

    private static IEnumerable<Finding> Check(StreamSeen stream, Dictionary<long, Guid> log, HashSet<long> hidden, long head)
    {
        var seen = new HashSet<long>();
        var last = stream.Start;
        foreach (var (position, id) in stream.Messages)
        {
            if (id == Guid.Empty || !log.TryGetValue(position, out var logged) || logged != id)
                yield return new Finding(FindingKind.Foreign, $"{stream.Reader} got event {id} at {position}, which the log does not have there");
            else if (!seen.Add(position))
                yield return new Finding(FindingKind.Repeated, $"{stream.Reader} got position {position} again after {last}");
            else if (position <= last)
                yield return new Finding(FindingKind.Reordered, $"{stream.Reader} got position {position} after {last}");
            last = Math.Max(last, position);
        }

        foreach (var (from, to) in Ranges.Of(Enumerable.Range(0, (int)(head - stream.Start)).Select(i => stream.Start + 1 + i).Where(p => !seen.Contains(p) && !hidden.Contains(p))))
            yield return new Finding(FindingKind.Missing, $"{stream.Reader} did not get positions {from} to {to}");
    }
}
