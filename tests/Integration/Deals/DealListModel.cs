using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>What a list answers, in the plainest words.</summary>
internal static class DealListModel
{
    private static readonly char[] Separators = [' ', '-', '/'];

    public static List<DealView> Answer(IEnumerable<DealView> deals, ListDeals query)
    {
        var matching = deals.Where(d =>
            DealAccess.MaySee(query.Caller, d)
            && (query.Stage is null || d.Stage == query.Stage)
            && (query.Status is null || d.Status == query.Status)
            && (query.Archived is null || d.Archived == query.Archived)
            && (query.OwnerId is null || d.OwnerId == query.OwnerId)
            && (query.TeamId is null || d.TeamId == query.TeamId)
            && (query.MinAmount is null || d.Amount >= query.MinAmount)
            && (query.MaxAmount is null || d.Amount <= query.MaxAmount)
            && (query.Text is null || Matches(d, query.Text)));
        var sort = query.Sort.IsDefaultOrEmpty ? [new DealSort(DealSortField.UpdatedAt, true)] : query.Sort;
        var order = Comparer<DealView>.Create((x, y) =>
        {
            foreach (var key in sort)
            {
                var order = Compare(x, y, key.Field);
                if (order != 0)
                    return key.Descending ? -order : order;
            }

            var ids = string.CompareOrdinal(x.Id.ToString(), y.Id.ToString());
            return sort[^1].Descending ? -ids : ids;
        });
        return [.. matching.Order(order)];
    }

    public static ListDeals RandomQuery(Random random, IReadOnlyList<DealView> deals)
    {
        T Pick<T>(params T[] values) => values[random.Next(values.Length)];
        var sorts = AllSorts().ToArray();
        var low = deals[random.Next(deals.Count)].Amount;
        var high = deals[random.Next(deals.Count)].Amount;
        if (low > high)
            (low, high) = (high, low);
        var bounds = random.Next(6);
        return new ListDeals(Pick([.. RandomDeals.Callers]))
        {
            Limit = 200,
            Sort = random.Next(20) == 0 ? [] : sorts[random.Next(sorts.Length)],
            Stage = Pick(null, null, "new", "negotiation", "none"),
            Status = Pick<DealStatus?>(null, null, DealStatus.Open, DealStatus.Lost),
            Archived = Pick<bool?>(null, null, false, true),
            OwnerId = random.Next(4) == 0 ? deals[random.Next(deals.Count)].OwnerId : null,
            TeamId = random.Next(6) == 0 ? deals[random.Next(deals.Count)].TeamId : null,
            MinAmount = bounds is 0 or 1 ? low : null,
            MaxAmount = bounds is 0 or 2 ? high : null,
            Text = Pick(null, null, null, "alpha", "alp", "beta gam", "gamma al", "client 1", "vip", "nowhere"),
        };
    }

    public static IEnumerable<ImmutableArray<DealSort>> AllSorts()
    {
        var keys = Enum.GetValues<DealSortField>().SelectMany(f => new[] { new DealSort(f, false), new DealSort(f, true) }).ToArray();
        foreach (var first in keys)
        {
            yield return [first];
            foreach (var second in keys.Where(k => k.Field != first.Field))
                yield return [first, second];
        }
    }

    private static bool Matches(DealView deal, string text)
    {
        var words = Words($"{deal.Title} {deal.Client} {string.Join(' ', deal.Tags)}");
        var wanted = Words(text);
        return wanted.SkipLast(1).All(words.Contains)
            && (wanted[^1].Length >= 3 ? words.Any(w => w.StartsWith(wanted[^1], StringComparison.Ordinal)) : words.Contains(wanted[^1]));
    }

    private static string[] Words(string text) => text.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private static int Compare(DealView x, DealView y, DealSortField field) => field switch
    {
        DealSortField.UpdatedAt => x.UpdatedAt.CompareTo(y.UpdatedAt),
        DealSortField.CreatedAt => x.CreatedAt.CompareTo(y.CreatedAt),
        DealSortField.Title => string.CompareOrdinal(x.Title, y.Title),
        DealSortField.Amount => (x.Amount ?? -1).CompareTo(y.Amount ?? -1),
        _ => (x.ExpectedCloseDate ?? DateOnly.MaxValue).CompareTo(y.ExpectedCloseDate ?? DateOnly.MaxValue),
    };
}
