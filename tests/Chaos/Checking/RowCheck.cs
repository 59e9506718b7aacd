using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Chaos.Checking;

/// <summary>Replaying the events of each deal gives its row.</summary>
internal static class RowCheck
{
    public static IEnumerable<Finding> Check(History history)
    {
        var rows = history.Deals.ToDictionary(static deal => deal.View.Id);
        foreach (var events in history.Log.GroupBy(static row => row.Deal))
        {
            if (!rows.Remove(events.Key, out var row))
                yield return new Finding(FindingKind.RowDiffers, $"deal {events.Key} has events and no row");
            else if (Text(row) is var stored && Text(Replay(events)) is var replayed && !string.Equals(stored, replayed, StringComparison.Ordinal))
                yield return new Finding(FindingKind.RowDiffers, $"deal {events.Key} is {stored}, but its events give {replayed}");
        }

        foreach (var row in rows.Values)
            yield return new Finding(FindingKind.RowDiffers, $"deal {row.View.Id} has a row and no events");
    }

    private static DealState? Replay(IEnumerable<LogRow> events)
    {
        DealState? state = null;
        foreach (var row in events)
        {
            // Where the first event is missing there is nothing to apply the others to, which the log's own check tells.
            if (state is not null || row.Version == 1)
                state = DealState.Apply(state, row.Event);
        }

        return state;
    }

    private static string Text(DealState? state) => state is null
        ? "nothing"
        : $"{state.View with { Tags = [], CustomFields = DealView.NoCustomFields }} {string.Join(',', state.View.Tags)} {string.Join(',', state.View.CustomFields)} {string.Join(',', state.FieldVersions)}";
}
