using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>Finds in a deal's history what the fields of a merge conflict were at the base version: what each was before its first change since.</summary>
/// <param name="conflict">The refusal.</param>
public sealed class ConflictBases(Rejection conflict)
{
    private readonly HashSet<string> _wanted = [.. conflict.Conflicts.Select(static c => c.Field)];
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>The refusal with the values that were found; a field that did not change is at the base version what it is now.</summary>
    public Rejection Rejection => conflict with
    {
        Conflicts = [.. conflict.Conflicts.Select(c => c with { Base = _found.GetValueOrDefault(c.Field, c.Theirs) })],
    };

    /// <summary>Looks at the next event after the base version.</summary>
    /// <returns>Whether a value is still missing.</returns>
    public bool Take(Recorded<DealEvent> since)
    {
        if (since.Data is not DealUpdated updated)
            return true;
        foreach (var change in updated.Changes)
        {
            if (_wanted.Remove(change.Field))
                _found.Add(change.Field, change.From);
        }

        return _wanted.Count > 0;
    }
}
