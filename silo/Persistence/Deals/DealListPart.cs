using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// A stretch of a list in which the leading sort field either always or never has a value, so that its order and the place after
/// which it starts are plain comparisons that an index understands. A list is its parts one after the other.
/// </summary>
/// <param name="Sort">The keys that still differ within the part; at least one.</param>
/// <param name="After">The place after which the part starts; null for its beginning.</param>
internal sealed record DealListPart(ImmutableArray<DealKey> Sort, DealPlace? After)
{
    /// <summary>Whether all (true) or none (false) of the part's deals lack an amount; null when not decided.</summary>
    public bool? NoAmount { get; init; }

    /// <summary>The same of the expected close date.</summary>
    public bool? NoCloseDate { get; init; }

    /// <summary>The same of the leading custom field.</summary>
    public bool? NoField { get; init; }

    /// <summary>The custom fields that all of the part's deals lack.</summary>
    public ImmutableArray<DealKey> Lacking { get; init; } = [];

    /// <summary>The value that all of the part's deals have in a custom field; null when they may have others.</summary>
    public DealFieldFilter? Tie { get; init; }

    public DealKey First => Sort[0];

    /// <summary>Whether the leading field has no value in the whole part, so that only the id orders it.</summary>
    public bool FirstIsNull => First.Field switch
    {
        DealSortField.Amount => NoAmount is true,
        DealSortField.ExpectedCloseDate => NoCloseDate is true,
        DealSortField.CustomField => NoField is true,
        _ => false,
    };

    /// <summary>Whether the part is in the order of a custom field's values.</summary>
    public bool IsInFieldOrder => First.IsCustom && !FirstIsNull;

    /// <summary>Ids break ties in the direction of the last key.</summary>
    public bool IdDescending => Sort[^1].Descending;

    /// <summary>The parts that a request reads after a place, in order.</summary>
    public static IEnumerable<DealListPart> Of(DealListRequest request, DealPlace? after) =>
        new DealListPart(request.Sort, after).Split(request.HasAmounts);

    /// <summary>The deals of a part in the order of a custom field that have a value in it, by the second key.</summary>
    /// <param name="value">The value.</param>
    /// <param name="request">What the part is of.</param>
    public IEnumerable<DealListPart> WithValue(object value, DealListRequest request)
    {
        var tied = this with
        {
            Sort = Sort[1..],
            After = After is { IsEnd: false } within && Equals(within.Keys[0], value) ? within with { Keys = within.Keys[1..] } : null,
            NoField = null,
            Tie = new DealFieldFilter(First.Custom!, First.IsNumber) { Min = value, Max = value },
        };
        return tied.Split(request.HasAmounts);
    }

    private IEnumerable<DealListPart> Split(bool amountsOnly)
    {
        var decided = First.Field switch
        {
            DealSortField.Amount => NoAmount,
            DealSortField.ExpectedCloseDate => NoCloseDate,
            DealSortField.CustomField => NoField,
            _ => false,
        };
        if (decided is not null)
            return [this];

        var startsInNulls = After is { } place && place.Keys[0] is null;
        var without = Decide(true, startsInNulls ? After : null).Split(amountsOnly);
        var with = Decide(false, startsInNulls ? null : After);
        // No amount sorts below every amount, no close date after every date, no custom field after every value whatever the direction.
        var nullsFirst = First.Field switch
        {
            DealSortField.Amount => !First.Descending,
            DealSortField.ExpectedCloseDate => First.Descending,
            _ => false,
        };
        if (First.Field == DealSortField.Amount && amountsOnly)
            return [with];
        if (nullsFirst)
            return After is not null && !startsInNulls ? [with] : [.. without, with];
        return startsInNulls ? without : [with, .. without];
    }

    private DealListPart Decide(bool isNull, DealPlace? after)
    {
        var decided = First.Field switch
        {
            DealSortField.Amount => this with { NoAmount = isNull },
            DealSortField.ExpectedCloseDate => this with { NoCloseDate = isNull },
            _ => this with { NoField = isNull, Lacking = isNull ? Lacking.Add(First) : Lacking },
        };
        if (!isNull || Sort.Length == 1)
            return decided with { After = after };
        return decided with
        {
            Sort = Sort[1..],
            After = after is null ? null : after with { Keys = after.Keys[1..] },
            NoField = First.IsCustom ? null : NoField,
        };
    }
}
