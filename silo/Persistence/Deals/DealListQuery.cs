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
    private int _groups;
    private bool _isEmpty;
    private bool _seesFew;

    /// <summary>Whether the deals are in more groups than a list of all pipelines goes through.</summary>
    public bool NeedsPipeline { get; private set; }

    /// <summary>Opens the snapshot.</summary>
    /// <returns>The position up to which it has all events.</returns>
    public async Task<long> BeginAsync()
    {
        if (request.Sight.SeesAll)
        {
            var (position, groups) = await snapshot.BeginAsync(request, budgets.MostGroups);
            UseGroups(groups);
            return position;
        }

        var few = request.ReadsFields || request.Tables.AreFormer ? budgets.RareFields : request.Text is null ? budgets.Rare : budgets.RareText;
        var (reached, count) = await snapshot.BeginAsync(_sql.CountSeen(few));
        _isEmpty = count == 0;
        _seesFew = count <= few;
        if (!_seesFew)
            UseGroups(await snapshot.GroupsAsync(request, budgets.MostGroups));
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
            places.AddRange(found.Select(place => WithAllKeys(place) with { Until = null }));
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

    private void UseGroups(List<DealGroup>? groups)
    {
        NeedsPipeline = groups is null;
        _sql = new(request, groups ?? []);
        _groups = groups?.Count ?? 0;
        _isEmpty = _groups == 0;
    }

    private async Task<DealPlaces> FindAsync(DealListPart part, int need)
    {
        if (_seesFew)
            return await GatherAsync(request.Whose!.Value, part, need);
        if (!_sql.HasResidual(part))
            return await WalkOnAsync(await StepAsync(part, need, budgets.Walk), part, need, budgets.Walk);
        if (request.Tables.AreFormer && await StepAsync(part, need, ShortWalkOf(part)) is { Stopped: null } walked)
            return walked;
        if (await GatherFewAsync(part, need, afterWalk: false) is { } few)
            return few;
        return request.Text is null || request.Tables.AreFormer ? await FindByWalkAsync(part, need) : await FindByTextAsync(part, need);
    }

    private int ShortWalkOf(DealListPart part) => _sql.WalksInIndex(part) ? budgets.ShortWalk : budgets.ShortWalkWithRows;

    private async Task<DealPlaces> FindByWalkAsync(DealListPart part, int need)
    {
        var budget = _sql.WalksInIndex(part) ? budgets.Walk : budgets.WalkWithRows;
        var walked = await StepAsync(part, need, budget);
        if (walked.Stopped is null)
            return walked;
        return await GatherFewAsync(part, need, afterWalk: true) ?? await WalkOnAsync(walked, part, need, budget);
    }

    private async Task<DealPlaces> FindByTextAsync(DealListPart part, int need)
    {
        // A common word is met at once; to ask the word index for it would take longer.
        var walked = await StepAsync(part, need, ShortWalkOf(part));
        if (walked.Stopped is null)
            return walked;
        if (request.Sight.SeesAll && (request.Whose is not null || request.HasAmounts) && SourceOf(part) is { } source && await IsWithinAsync(budgets.RareText, source, part))
            return await GatherAsync(source, part, need);
        return new(await snapshot.BitmapPlacesAsync(_sql.GatherText(part, need), part), null);
    }

    private DealSource? SourceOf(DealListPart part) =>
        request.Whose ?? (request.HasAmounts || part.NoAmount is true ? DealSource.Amount
            : part.NoCloseDate is true ? DealSource.CloseDate
            : part.IsInFieldOrder ? DealSource.Group : null);

    // Whatever one filter alone matches, when that is little.
    private async Task<DealPlaces?> GatherFewAsync(DealListPart part, int need, bool afterWalk)
    {
        if (request.Tables.AreFormer)
        {
            var looksUp = request.ReadsFields || request.Whose is not null;
            var most = afterWalk ? (looksUp ? budgets.ScarceFields : budgets.Scarce) : request.ReadsFields ? budgets.RareFields : budgets.RareChanges;
            return await snapshot.CountAllAsync(_sql.CountChanged(most)) <= most ? new(await snapshot.AllPlacesAsync(_sql.GatherChanged(part, need), part), null) : null;
        }

        var few = afterWalk ? budgets.ScarceFields : budgets.RareFields;
        foreach (var filter in _sql.FieldsOf(part))
        {
            if (await snapshot.CountAllAsync(_sql.Count(filter, few)) <= few)
                return new(await snapshot.AllPlacesAsync(_sql.Gather(filter, part, need), part), null);
        }

        var cap = request.ReadsFields ? few : afterWalk ? budgets.Scarce : budgets.Rare;
        return (afterWalk || (request.Sight.SeesAll && request.Text is null)) && SourceOf(part) is { } source && await IsWithinAsync(cap, source, part)
            ? await GatherAsync(source, part, need)
            : null;
    }

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
        if (part.IsInFieldOrder && part.Sort.Length > 1)
            return await StepByValueAsync(part, need, budget);
        var walk = part.IsInFieldOrder ? _sql.WalkValues(part, need, budget)
            : _groups > budgets.MergedGroups ? _sql.WalkAcross(part, need, budget)
            : _sql.Walk(part, need, budget);
        var rows = await snapshot.WalkAsync(walk, part);
        var found = rows.Where(static r => r.Matches).Select(static r => r.Place).ToList();
        var ended = found.Count >= need || rows.Count == 0 || !rows[^1].AtBudget;
        return new(found, ended ? null : rows[^1].Place);
    }

    // No index has the second key: the deals of each value are sorted, or looked for in the order of that key where they are many.
    private async Task<DealPlaces> StepByValueAsync(DealListPart part, int need, int budget)
    {
        var many = Math.Min(budget, budgets.WalkWithRows);
        if (await snapshot.NextValueAsync(_sql.NextValue(part, many), part) is not { } next)
            return new([], null);
        if (next.Entries >= many)
            return await FindInValueAsync(next.Value, part, need);
        var rows = await snapshot.WalkAsync(_sql.WalkTies(part, need, (int)next.Entries + (_sql.HasResidual(part) ? many : Math.Min(need, many))), part);
        var found = rows.Where(static r => r.Matches).Select(static r => r.Place).Take(need).ToList();
        return new(found, found.Count >= need || !rows.Exists(static r => r.AtBudget) ? null : EndOf(rows.Find(static r => r.AtBudget).Place.Keys[0]!));
    }

    private async Task<DealPlaces> FindInValueAsync(object value, DealListPart part, int need)
    {
        var places = new List<DealPlace>();
        foreach (var tied in part.WithValue(value, request))
        {
            var (found, stopped) = await FindAsync(tied, need - places.Count);
            places.AddRange(found.Select(WithValue));
            if (stopped is not null)
                return new(places, WithValue(stopped));
            if (places.Count >= need)
                return new(places, null);
        }

        return new(places, EndOf(value));
        DealPlace WithValue(DealPlace place) => place with { Keys = [value, .. place.Keys] };
    }

    private static DealPlace EndOf(object value) => new([value, null], Guid.Empty) { IsEnd = true };
}
