using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>One key of a list's order.</summary>
/// <param name="Field">The field.</param>
/// <param name="Descending">Whether the greatest value comes first.</param>
internal readonly record struct DealKey(DealSortField Field, bool Descending)
{
    /// <summary>The custom field, for <see cref="DealSortField.CustomField"/>; else null.</summary>
    public string? Custom { get; init; }

    /// <summary>Whether the custom field is a number; else it is a text.</summary>
    public bool IsNumber { get; init; }

    public bool IsCustom => Field == DealSortField.CustomField;
}
