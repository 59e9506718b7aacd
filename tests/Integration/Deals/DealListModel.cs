using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>What a list answers, in the plainest words.</summary>
internal static class DealListModel
{
    private static readonly char[] Separators = [' ', '-', '/'];

    /// <param name="deals">The deals as they are, or as they were.</param>
    /// <param name="query">The list.</param>
    /// <param name="seen">Whether the caller sees a deal; by what it is in <paramref name="deals"/> unless given.</param>
    public static List<DealView> Answer(IEnumerable<DealView> deals, ListDeals query, Func<DealView, bool>? seen = null)
    {
        var matching = deals.Where(d =>
            (seen is null ? DealAccess.MaySee(query.Caller, d) : seen(d))
            && (query.PipelineId is null || d.PipelineId == query.PipelineId)
            && query.CustomFields.All(condition => Passes(d, condition))
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
                var order = key.Key is null ? Compare(x, y, key.Field) : CompareFields(x, y, key);
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
        var ofPipeline = random.Next(2) == 0;
        var sorts = AllSorts(fieldsToo: ofPipeline).ToArray();
        var low = deals[random.Next(deals.Count)].Amount;
        var high = deals[random.Next(deals.Count)].Amount;
        if (low > high)
            (low, high) = (high, low);
        var bounds = random.Next(6);
        return new ListDeals(Pick([.. RandomDeals.Callers]))
        {
            Limit = 200,
            Sort = random.Next(20) == 0 ? [] : sorts[random.Next(sorts.Length)],
            PipelineId = ofPipeline ? Pick([.. RandomDeals.Pipelines]) : null,
            CustomFields = ofPipeline && random.Next(2) == 0 ? Conditions(random) : [],
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

    /// <summary>Every order; with those by custom fields only for lists of a pipeline.</summary>
    public static IEnumerable<ImmutableArray<DealSort>> AllSorts(bool fieldsToo = false)
    {
        var fields = Enum.GetValues<DealSortField>().Where(static f => f != DealSortField.CustomField).Select(static f => (Field: f, Key: (string?)null)).ToList();
        if (fieldsToo)
            fields.AddRange([(DealSortField.CustomField, "rank"), (DealSortField.CustomField, "kind"), (DealSortField.CustomField, "due")]);
        var keys = fields.SelectMany(static f => new[] { new DealSort(f.Field, false) { Key = f.Key }, new DealSort(f.Field, true) { Key = f.Key } }).ToArray();
        foreach (var first in keys)
        {
            yield return [first];
            foreach (var second in keys.Where(k => (k.Field, k.Key) != (first.Field, first.Key)))
                yield return [first, second];
        }
    }

    private static ImmutableArray<FieldCondition> Conditions(Random random)
    {
        FieldCondition[] all =
        [
            new("rank", $"{random.Next(-3, 12)}.5", null, null),
            new("rank", null, $"{random.Next(-3, 6)}", random.Next(2) == 0 ? $"{random.Next(6, 12)}.50" : null),
            new("price", null, null, $"{random.Next(20)}"),
            new("price", "7.0", null, null),
            new("due", "2026-02-03", null, null),
            new("due", null, $"2026-02-0{random.Next(1, 4)}", "2026-02-06"),
            new("kind", RandomDeals.Kinds[random.Next(RandomDeals.Kinds.Length)], null, null),
            new("kind", "nothing", null, null),
            new("flag", random.Next(2) == 0 ? "true" : "12", null, null),
        ];
        return [.. random.GetItems(all, random.Next(1, 3)).DistinctBy(static condition => condition.Key)];
    }

    private static bool Passes(DealView deal, FieldCondition condition)
    {
        if (Text(deal, condition.Key) is not { } text)
            return false;
        var order = condition.Key is "rank" or "price"
            ? Comparer<string>.Create(static (x, y) => Number(x).CompareTo(Number(y)))
            : Comparer<string>.Create(string.CompareOrdinal);
        return (condition.Is is null || order.Compare(text, condition.Is) == 0)
            && (condition.Min is null || order.Compare(text, condition.Min) >= 0)
            && (condition.Max is null || order.Compare(text, condition.Max) <= 0);
    }

    // Missing ones are last, whatever the direction.
    private static int CompareFields(DealView x, DealView y, DealSort sort)
    {
        var (one, other) = (Text(x, sort.Key!), Text(y, sort.Key!));
        if (one is null || other is null)
            return one is null && other is null ? 0 : (one is null) != sort.Descending ? 1 : -1;
        return sort.Key == "rank" ? Number(one).CompareTo(Number(other)) : string.CompareOrdinal(Beginning(one), Beginning(other));
    }

    private static string? Text(DealView deal, string key) =>
        deal.CustomFields.TryGetValue(key, out var json) ? json.StartsWith('"') ? JsonSerializer.Deserialize<string>(json) : json : null;

    private static string Beginning(string text) => text.Length > 200 ? text[..200] : text;

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

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
