using System.Diagnostics;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Finds the places of one page inside a snapshot, cheapest way first. Every step is bounded by what it really meets, not by
/// estimates: a filter that matches few deals is gathered, a common one is met soon on a walk, and only what is neither (common, but
/// all at the far end of the order) takes long.
/// </summary>
internal sealed class DealListQuery(DealSnapshot snapshot, DealListRequest request, IReadOnlyList<DealGroup> groups, DealListBudgets budgets)
{
    private readonly DealListSql _sql = new(request, groups);
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Up to <paramref name="need"/> places after a place (null for the list's beginning), in order.</summary>
    public async Task<DealPlaces> FindAsync(DealPlace? after, int need)
    {
        var places = new List<DealPlace>();
        if (groups.Count == 0)
            return new(places, null);
        foreach (var part in DealListPart.Of(request, after))
        {
            var (found, stopped) = await FindAsync(part, need - places.Count);
            places.AddRange(found.Select(WithAllKeys));
            if (stopped is not null)
                return new(places, WithAllKeys(stopped));
            if (places.Count >= need)
                break;
        }

        return new(places, null);
    }

    // A part leaves out the keys that are null throughout.
    private DealPlace WithAllKeys(DealPlace place) =>
        place with { Keys = [.. Enumerable.Repeat<object?>(null, request.Sort.Length - place.Keys.Length), .. place.Keys] };

    private Task<DealPlaces> FindAsync(DealListPart part, int need)
    {
        if (!_sql.HasResidual(part))
            return StepAsync(part, need, int.MaxValue);
        return request.Text is null ? FindBySourceAsync(SourceOf(part), part, need) : FindByTextAsync(part, need);
    }

    private async Task<DealPlaces> FindBySourceAsync(DealSource source, DealListPart part, int need)
    {
        if (await IsWithinAsync(budgets.Rare, source, part))
            return await GatherAsync(source, part, need);
        var budget = DealListSql.WalksInIndex(part) ? budgets.Walk : budgets.WalkWithRows;
        var walked = await StepAsync(part, need, budget);
        if (walked.Stopped is null)
            return walked;
        return await IsWithinAsync(budgets.Scarce, source, part)
            ? await GatherAsync(source, part, need)
            : await WalkOnAsync(walked, part, need, budget);
    }

    private async Task<DealPlaces> FindByTextAsync(DealListPart part, int need)
    {
        // A common word is met at once; to ask the word index for it would take longer.
        var walked = await StepAsync(part, need, DealListSql.WalksInIndex(part) ? budgets.ShortWalk : budgets.ShortWalkWithRows);
        if (walked.Stopped is null)
            return walked;
        var source = SourceOf(part);
        if ((request.OwnerId is not null || HasAmounts) && await IsWithinAsync(budgets.RareText, source, part))
            return await GatherAsync(source, part, need);
        return new(await snapshot.BitmapPlacesAsync(_sql.GatherText(part, need), part), null);
    }

    private bool HasAmounts => request.MinAmount is not null || request.MaxAmount is not null;

    private DealSource SourceOf(DealListPart part) => request.OwnerId is not null ? DealSource.Owner
        : HasAmounts || part.NoAmount is true ? DealSource.Amount
        : DealSource.CloseDate;

    private async Task<bool> IsWithinAsync(int cap, DealSource source, DealListPart part) =>
        await snapshot.CountAsync(_sql.Count(source, part, cap)) <= cap;

    private async Task<DealPlaces> GatherAsync(DealSource source, DealListPart part, int need) =>
        new(await snapshot.PlacesAsync(_sql.Gather(source, part, need), part), null);

    // At some time the page stays short, and its cursor goes on from there.
    private async Task<DealPlaces> WalkOnAsync(DealPlaces walked, DealListPart part, int need, int budget)
    {
        while (walked.Stopped is { } stopped && Stopwatch.GetElapsedTime(_started) < budgets.LongestWalk)
        {
            var more = await StepAsync(part with { After = stopped }, need - walked.Found.Count, budget);
            walked = new([.. walked.Found, .. more.Found], more.Stopped);
        }

        return walked;
    }

    private async Task<DealPlaces> StepAsync(DealListPart part, int need, int budget)
    {
        var rows = await snapshot.WalkAsync(_sql.Walk(part, need, budget), part);
        var found = rows.Where(r => r.Matches).Select(r => r.Place).ToList();
        var ended = found.Count >= need || rows.Count == 0 || !rows[^1].AtBudget;
        return new(found, ended ? null : rows[^1].Place);
    }
}
