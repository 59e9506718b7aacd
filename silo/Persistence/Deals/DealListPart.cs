using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// A stretch of a list in which the leading sort field either always or never has a value, so that its order and the place after
/// which it starts are plain comparisons that an index understands. A list is its parts one after the other.
/// </summary>
/// <param name="Sort">The keys that still differ within the part; at least one.</param>
/// <param name="After">The place after which the part starts; null for its beginning.</param>
internal sealed record DealListPart(ImmutableArray<DealSort> Sort, DealPlace? After)
{
    /// <summary>Whether all (true) or none (false) of the part's deals lack an amount; null when not decided.</summary>
    public bool? NoAmount { get; init; }

    /// <summary>The same of the expected close date.</summary>
    public bool? NoCloseDate { get; init; }

    public DealSortField First => Sort[0].Field;

    /// <summary>Whether the leading field has no value in the whole part, so that only the id orders it.</summary>
    public bool FirstIsNull => First switch
    {
        DealSortField.Amount => NoAmount is true,
        DealSortField.ExpectedCloseDate => NoCloseDate is true,
        _ => false,
    };

    /// <summary>Ids break ties in the direction of the last key.</summary>
    public bool IdDescending => Sort[^1].Descending;

    /// <summary>The parts that a request reads after a place, in order.</summary>
    public static IEnumerable<DealListPart> Of(DealListRequest request, DealPlace? after) =>
        new DealListPart(request.Sort, after).Split(amountsOnly: request.MinAmount is not null || request.MaxAmount is not null);

    private IEnumerable<DealListPart> Split(bool amountsOnly)
    {
        var undecided = (First == DealSortField.Amount && NoAmount is null) || (First == DealSortField.ExpectedCloseDate && NoCloseDate is null);
        if (!undecided)
            return [this];

        var startsInNulls = After is { } place && place.Keys[0] is null;
        var without = Decide(true, startsInNulls ? After : null).Split(amountsOnly);
        var with = Decide(false, startsInNulls ? null : After);
        // No amount sorts below every amount, no close date after every date.
        var nullsFirst = First == DealSortField.Amount ? !Sort[0].Descending : Sort[0].Descending;
        if (First == DealSortField.Amount && amountsOnly)
            return [with];
        if (nullsFirst)
            return After is not null && !startsInNulls ? [with] : [.. without, with];
        return startsInNulls ? without : [with, .. without];
    }

    private DealListPart Decide(bool isNull, DealPlace? after)
    {
        var decided = First == DealSortField.Amount ? this with { NoAmount = isNull } : this with { NoCloseDate = isNull };
        return isNull && Sort.Length > 1
            ? decided with { Sort = Sort[1..], After = after is null ? null : after with { Keys = after.Keys[1..] } }
            : decided with { After = after };
    }
}
