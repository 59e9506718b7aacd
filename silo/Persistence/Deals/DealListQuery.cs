using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Finds the places of one page inside a snapshot, cheapest way first. Every step is bounded by what it has really met, not by
/// estimates, so no distribution of the data makes a page slow without a step saying so.
/// </summary>
internal sealed class DealListQuery(DealSnapshot snapshot, DealListRequest request, IReadOnlyList<DealGroup> groups)
{
    private const int RareText = 5_000;
    private const int RareOwner = 60_000;
    private const int RareAmount = 20_000;
    private const int CommonAmount = 250_000;
    private const long WalkWithText = 10_000;
    private const long WalkInIndex = 60_000;
    private const long Unbounded = long.MaxValue;

    private readonly DealListSql _sql = new(request, groups);

    /// <summary>Up to <paramref name="need"/> places after a place (null for the list's beginning), in order.</summary>
    public async Task<List<DealPlace>> FindAsync(DealPlace? after, int need)
    {
        var places = new List<DealPlace>();
        if (groups.Count == 0)
            return places;
        foreach (var part in DealListPart.Of(request, after))
        {
            var found = await FindAsync(part, need - places.Count);
            // Back to the keys of the whole list: a part leaves out those that are null throughout.
            places.AddRange(found.Select(p => p with { Keys = [.. Enumerable.Repeat<object?>(null, request.Sort.Length - p.Keys.Length), .. p.Keys] }));
            if (places.Count >= need)
                break;
        }

        return places;
    }

    private Task<List<DealPlace>> FindAsync(DealListPart part, int need)
    {
        if (!_sql.HasResidual(part))
            return WalkAsync(part, need, [], Unbounded);
        if (request.Text is not null)
            return FindTextAsync(part, need);
        return request.OwnerId is not null ? FindOwnerAsync(part, need) : FindRangeAsync(part, need);
    }

    private async Task<List<DealPlace>> FindTextAsync(DealListPart part, int need)
    {
        if (await snapshot.GatherTextAsync(_sql.GatherText(part, need, RareText), part, RareText) is { } rare)
            return rare;
        if (request.OwnerId is not null && await IsRareAsync(DealSource.Owner, part, RareText))
            return await snapshot.PlacesAsync(_sql.Gather(DealSource.Owner, part, need), part);
        if (HasAmounts && await IsRareAsync(DealSource.Amount, part, RareText))
            return await snapshot.PlacesAsync(_sql.Gather(DealSource.Amount, part, need), part);
        return await WalkAsync(part, need, [], WalkWithText, Unbounded);
    }

    private async Task<List<DealPlace>> FindOwnerAsync(DealListPart part, int need)
    {
        if (await IsRareAsync(DealSource.Owner, part, RareOwner))
            return await snapshot.PlacesAsync(_sql.Gather(DealSource.Owner, part, need), part);
        var source = HasAmounts && await IsRareAsync(DealSource.Amount, part, RareAmount) ? DealSource.Amount : DealSource.Owner;
        return source == DealSource.Amount
            ? await snapshot.PlacesAsync(_sql.Gather(source, part, need), part)
            : await WalkOrGatherAsync(source, part, need);
    }

    private async Task<List<DealPlace>> FindRangeAsync(DealListPart part, int need)
    {
        var source = part.NoCloseDate is true && part.First != DealSortField.ExpectedCloseDate && !HasAmounts && part.NoAmount is not true
            ? DealSource.CloseDate
            : DealSource.Amount;
        return await IsRareAsync(source, part, RareAmount)
            ? await snapshot.PlacesAsync(_sql.Gather(source, part, need), part)
            : await WalkOrGatherAsync(source, part, need);
    }

    private bool HasAmounts => request.MinAmount is not null || request.MaxAmount is not null;

    private async Task<bool> IsRareAsync(DealSource source, DealListPart part, int cap) =>
        await snapshot.CountAsync(_sql.Count(source, part, cap)) <= cap;

    private async Task<List<DealPlace>> WalkOrGatherAsync(DealSource source, DealListPart part, int need)
    {
        var (found, next) = await StepAsync(part, need, WalkInIndex);
        if (next is null)
            return found;
        return await IsRareAsync(source, part, CommonAmount)
            ? await snapshot.PlacesAsync(_sql.Gather(source, part, need), part)
            : await WalkAsync(part with { After = next }, need, found, Unbounded);
    }

    // Goes on where the last budget ended.
    private async Task<List<DealPlace>> WalkAsync(DealListPart part, int need, List<DealPlace> found, params long[] budgets)
    {
        foreach (var budget in budgets)
        {
            var (more, next) = await StepAsync(part, need - found.Count, budget);
            found.AddRange(more);
            if (next is null)
                break;
            part = part with { After = next };
        }

        return found;
    }

    private async Task<(List<DealPlace> Found, DealPlace? Next)> StepAsync(DealListPart part, int need, long budget)
    {
        var rows = await snapshot.WalkAsync(_sql.Walk(part, need, budget), part);
        var found = rows.Where(r => r.Matches).Select(r => r.Place).ToList();
        var ended = found.Count >= need || rows.Count == 0 || !rows[^1].AtBudget;
        return (found, ended ? null : rows[^1].Place);
    }
}
