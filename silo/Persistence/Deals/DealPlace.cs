namespace Crm.Actors.Persistence.Deals;

/// <summary>Where a deal stands in an ordered list: its sort keys (null where the field has no value) and its id.</summary>
internal sealed record DealPlace(object?[] Keys, Guid Id);
