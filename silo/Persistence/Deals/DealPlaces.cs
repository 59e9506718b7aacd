namespace Crm.Actors.Persistence.Deals;

/// <summary>What a search for places met.</summary>
/// <param name="Found">The matching places, in order.</param>
/// <param name="Stopped">The last place looked at when the search ended before it had enough; null when nothing is left.</param>
internal sealed record DealPlaces(List<DealPlace> Found, DealPlace? Stopped)
{
    /// <summary>
    /// What two searches for as many places met together: what one of them found beyond the place where the other stopped is left for later,
    /// and what both found, of a deal that changed between them, is there once.
    /// </summary>
    /// <param name="other">The other one.</param>
    /// <param name="order">The order of both.</param>
    /// <param name="need">How many places each was asked for.</param>
    public DealPlaces With(DealPlaces other, DealPlaceOrder order, int need)
    {
        var stopped = First(Stopped, other.Stopped, order);
        var found = Found.Concat(other.Found)
            .Where(p => stopped is null || order.Compare(p, stopped) <= 0)
            .Order(order)
            .DistinctBy(static p => p.Id)
            .Take(need)
            .ToList();
        return new(found, found.Count < need ? stopped : null);
    }

    /// <summary>Of two in the same place the one that has rows behind it.</summary>
    private static DealPlace? First(DealPlace? one, DealPlace? other, DealPlaceOrder order)
    {
        if (one is null || other is null)
            return one ?? other;
        var compared = order.Compare(one, other);
        return compared < 0 || (compared == 0 && one.Until is not null) ? one : other;
    }
}
