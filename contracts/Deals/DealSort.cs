namespace Crm.Actors.Contracts.Deals;

/// <summary>One key of a list's order.</summary>
[GenerateSerializer, Immutable, Alias("crm.DealSort")]
public readonly record struct DealSort([property: Id(0)] DealSortField Field, [property: Id(1)] bool Descending);

/// <summary>The fields that a list can be ordered by. No amount sorts below every amount; no close date after every date.</summary>
[GenerateSerializer, Alias("crm.DealSortField")]
public enum DealSortField
{
    UpdatedAt = 0,
    CreatedAt = 1,
    Title = 2,
    Amount = 3,
    ExpectedCloseDate = 4,
}
