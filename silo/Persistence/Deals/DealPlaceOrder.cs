using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The order of a list among places: that which <see cref="DealListOrder"/> says in SQL.</summary>
/// <param name="sort">The list's keys.</param>
internal sealed class DealPlaceOrder(ImmutableArray<DealKey> sort) : IComparer<DealPlace>
{
    /// <inheritdoc/>
    public int Compare(DealPlace? x, DealPlace? y)
    {
        for (var i = 0; i < sort.Length; i++)
        {
            var order = Compare(sort[i], x!.Keys[i], y!.Keys[i]);
            if (order != 0)
                return order;
            // The end of all deals with the first key comes after every one of them.
            if (x.IsEnd != y.IsEnd)
                return x.IsEnd ? 1 : -1;
        }

        var ids = x!.Id.CompareTo(y!.Id);
        return sort[^1].Descending ? -ids : ids;
    }

    private static int Compare(DealKey key, object? x, object? y)
    {
        if (x is null || y is null)
            return (x is null).CompareTo(y is null) * (MissingIsFirst(key) ? -1 : 1);
        var order = x is string text ? CompareTexts(text, (string)y) : Comparer<object>.Default.Compare(x, y);
        return key.Descending ? -order : order;
    }

    // No amount sorts below every amount, no close date after every date, no custom field after every value whatever the direction.
    private static bool MissingIsFirst(DealKey key) => key.Field switch
    {
        DealSortField.Amount => !key.Descending,
        DealSortField.ExpectedCloseDate => key.Descending,
        _ => false,
    };

    // By code points, as the database has them: those that are two units here are above all others.
    private static int CompareTexts(string x, string y)
    {
        var same = x.AsSpan().CommonPrefixLength(y);
        if (same == x.Length || same == y.Length)
            return x.Length.CompareTo(y.Length);
        var (one, other) = (x[same], y[same]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one.CompareTo(other) : char.IsSurrogate(one) ? 1 : -1;
    }
}
