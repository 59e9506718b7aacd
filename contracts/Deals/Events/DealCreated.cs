using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal came to be.</summary>
[EventType("deal.created", 1)]
public sealed record DealCreated(
    Guid Id,
    string Title,
    string? Client,
    DateOnly? ExpectedCloseDate,
    ImmutableArray<string> Tags,
    ImmutableSortedDictionary<string, string> CustomFields,
    DealContext Deal)
    : DealEvent(Deal, null);
