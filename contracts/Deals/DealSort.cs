namespace Crm.Actors.Contracts.Deals;

/// <summary>One key of a list's order.</summary>
[GenerateSerializer, Immutable, Alias("crm.DealSort")]
public readonly record struct DealSort([property: Id(0)] DealSortField Field, [property: Id(1)] bool Descending)
{
    /// <summary>The custom field, for <see cref="DealSortField.CustomField"/>; else null.</summary>
    [Id(2)] public string? Key { get; init; }
}

/// <summary>The fields that a list can be ordered by. No amount sorts below every amount; no close date, and no custom field, after every value.</summary>
[GenerateSerializer, Alias("crm.DealSortField")]
public enum DealSortField
{
    UpdatedAt = 0,
    CreatedAt = 1,
    Title = 2,
    Amount = 3,
    ExpectedCloseDate = 4,
    CustomField = 5,
}
