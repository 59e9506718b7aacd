using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>Completes merge conflicts from a deal's history.</summary>
public static class DealConflicts
{
    /// <summary>Fills in each conflicting field's value at the base version.</summary>
    /// <param name="conflict">The refusal.</param>
    /// <param name="since">All events after the base version, oldest first.</param>
    public static Rejection WithBase(Rejection conflict, ImmutableArray<Recorded<DealEvent>> since)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var recorded in since)
        {
            if (recorded.Data is not DealUpdated updated)
                continue;
            foreach (var change in updated.Changes)
                first.TryAdd(change.Field, change.From);
        }

        return conflict with
        {
            Conflicts = [.. conflict.Conflicts.Select(c => c with { Base = first.GetValueOrDefault(c.Field, c.Theirs) })],
        };
    }
}
