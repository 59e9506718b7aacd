using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>Some of a deal's writable fields have other values.</summary>
[EventType("deal.updated", 1)]
public sealed record DealUpdated(ImmutableArray<FieldChange> Changes, DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
