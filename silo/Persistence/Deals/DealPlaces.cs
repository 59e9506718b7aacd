namespace Crm.Actors.Persistence.Deals;

/// <summary>What a search for places met.</summary>
/// <param name="Found">The matching places, in order.</param>
/// <param name="Stopped">The last place looked at when the search ended before it had enough; null when nothing is left.</param>
internal sealed record DealPlaces(List<DealPlace> Found, DealPlace? Stopped);
