using System.Diagnostics;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Finds the places of one page inside a snapshot, cheapest way first. Every step is bounded by what it really meets, not by
/// estimates: a filter that matches few deals is gathered, a common one is met soon on a walk, and only what is neither (common, but
/// all at the far end of the order) takes long. A caller who sees few deals has them gathered under the policies of the database. Under
/// those a walk could not be bounded, as a limit counts only what is seen; so walks see all and say themselves what the caller sees.
/// </summary>
internal sealed class DealListQuery(DealSnapshot snapshot, DealListRequest request, DealListBudgets budgets)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private DealListSql _sql = new(request, []);
    private bool _isEmpty;
    private bool _seesFew;

    /// <summary>Opens the snapshot.</summary>
    /// <returns>The position up to which it has all events.</returns>
    public async Task<long> BeginAsync()
    {
        if (request.Sight.SeesAll)
        {
            var (position, groups) = await snapshot.BeginAsync(request);
            UseGroups(groups);
            return position;
        }

        var few = request.Text is null ? budgets.Rare : budgets.RareText;
        var (reached, count) = await snapshot.BeginAsync(_sql.CountSeen(few));
        _isEmpty = count == 0;
        _seesFew = count <= few;
        if (!_seesFew)
            UseGroups(await snapshot.GroupsAsync(request));
        return reached;
    }

    /// <summary>Up to <paramref name="need"/> places after a place (null for the list's beginning), in order.</summary>
    public async Task<DealPlaces> FindAsync(DealPlace? after, int need)
    {
        var places = new List<DealPlace>();
        if (_isEmpty)
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

    private void UseGroups(List<DealGroup> groups)
    {
        _sql = new(request, groups);
        _isEmpty = groups.Count == 0;
    }

    private Task<DealPlaces> FindAsync(DealListPart part, int need)
    {
        if (_seesFew)
            return GatherAsync(SourceOf(part), part, need);
        if (!_sql.HasResidual(part))
            return StepAsync(part, need, int.MaxValue);
        return request.Text is null ? FindBySourceAsync(SourceOf(part), part, need) : FindByTextAsync(part, need);
    }

    private async Task<DealPlaces> FindBySourceAsync(DealSource source, DealListPart part, int need)
    {
        if (request.Sight.SeesAll && await IsWithinAsync(budgets.Rare, source, part))
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
        if (request.Sight.SeesAll && (request.Whose is not null || HasAmounts) && await IsWithinAsync(budgets.RareText, source, part))
            return await GatherAsync(source, part, need);
        return new(await snapshot.BitmapPlacesAsync(_sql.GatherText(part, need), part), null);
    }

    private bool HasAmounts => request.MinAmount is not null || request.MaxAmount is not null;

    private DealSource SourceOf(DealListPart part) =>
        request.Whose ?? (HasAmounts || part.NoAmount is true ? DealSource.Amount : DealSource.CloseDate);

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
