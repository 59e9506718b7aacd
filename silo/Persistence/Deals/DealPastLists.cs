using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Lists as they were. Of the deals that have not changed since they are found in the list as it is, and of the others among what deals were
/// before. The second is looked at after the first, and after it has what the first has missed: so a deal that changes in between is found
/// twice, and never not at all.
/// </summary>
public sealed class DealPastLists(DealQueryDatabase database, FormerDeals former, IDealPast past, DealListBudgets budgets, TimeProvider time) : IDisposable
{
    /// <summary>Of all lists together: replays share the connections of commits.</summary>
    private const int ReplaysAtOnce = 8;

    /// <summary>The part of the patience, from the request on, after which a list no longer waits; the rest is for what then is read.</summary>
    private const double WaitingPart = 0.65;

    // Decisions are a little out of order in the log where several silos make them: the last one of the next few counts.
    private const string PositionSql = """
        WITH RECURSIVE bounds(low, high) AS (
            SELECT 0::bigint, f.position FROM events.feed f WHERE f.singleton
            UNION ALL
            SELECT CASE WHEN e.occurred_at <= $1 THEN e.position ELSE b.low END,
                   CASE WHEN e.occurred_at <= $1 THEN b.high ELSE e.position - 1 END
            FROM bounds b JOIN events.log e ON e.position = (b.low + b.high + 1) / 2
            WHERE b.low < b.high)
        SELECT coalesce(max(e.position), b.position)
        FROM (SELECT max(low) AS position FROM bounds) b
        LEFT JOIN events.log e ON e.position > b.position AND e.position <= b.position + 4096 AND e.occurred_at <= $1
        GROUP BY b.position
        """;

    private readonly DealListBudgets _budgets = budgets with { LongestWalk = budgets.LongestWalk / 2 };
    private readonly SemaphoreSlim _replays = new(ReplaysAtOnce);

    private static readonly Rejection Behind = new(RejectionCode.Unavailable, "The list is behind the log at the moment. Retry later.");

    private static readonly Rejection NotYet =
        new(RejectionCode.Unavailable, "What the deals were at that time is being found out. Retry later.") { RetryAfterSeconds = 2 };

    /// <summary>The position of the last event that was decided at or before a time; 0 when there was none.</summary>
    internal async Task<long> PositionAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand(PositionSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = asOf });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <inheritdoc/>
    public void Dispose() => _replays.Dispose();

    /// <param name="request">The list; its position is set, and the list as it is now has all up to there.</param>
    /// <param name="after">The place after which the page starts.</param>
    /// <param name="key">The key of cursors.</param>
    /// <param name="started">The timestamp of the request.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<CommandResult<DealPage>> ListAsync(DealListRequest request, DealPlace? after, byte[] key, long started, CancellationToken cancellation)
    {
        var at = request.At!.Value;
        if (at == 0)
            return new(new([], null), 0, null);
        var need = request.Limit + 1;
        if (await UnchangedAsync(request, after, need, cancellation) is not { } unchanged)
            return new(null, 0, DealListChecks.TooWide);
        var (places, reached, head) = unchanged;
        if (reached < at)
            return new(null, 0, Behind);
        if (head > at && !await ReachAsync(at, head, started, cancellation))
            return new(null, 0, NotYet);
        if (await WholeAsync(request, places, head, after, need, cancellation) is not { } whole)
            return new(null, 0, DealListChecks.TooWide);
        var deals = await DealsAsync(whole.Page, whole.Now, whole.Versions, cancellation);
        return new(new([.. deals.OfType<DealView>()], whole.Last is null ? null : DealListCursor.Write(whole.Last, request, key)), at, null);
    }

    /// <summary>The list as it is, and the end of the log; null when it is too wide.</summary>
    private async Task<(DealPlaces Places, long Reached, long Head)?> UnchangedAsync(DealListRequest request, DealPlace? after, int need, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        var snapshot = new DealSnapshot(connection, request.Sight, cancellation);
        var search = new DealListQuery(snapshot, request, _budgets);
        var reached = await search.BeginAsync();
        if (search.IsTooWide)
            return null;
        var head = await snapshot.HeadAsync();
        var places = await search.FindAsync(after, need);
        await snapshot.EndAsync();
        return (places, reached, head);
    }

    /// <summary>
    /// The page, with what deals were that have changed since: its places, the one where it ends if something is left, and what they are of; null
    /// when that is too wide. The connection is free again for others when it ends.
    /// </summary>
    private async Task<(List<DealPlace> Page, DealPlace? Last, Dictionary<Guid, DealView> Now, Dictionary<long, long> Versions)?> WholeAsync(
        DealListRequest request, DealPlaces places, long head, DealPlace? after, int need, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        var snapshot = new DealSnapshot(connection, request.Sight, cancellation);
        if (head > request.At)
        {
            var search = new DealListQuery(snapshot, request with { Tables = DealListTables.Former }, _budgets);
            await search.BeginAsync();
            if (search.IsTooWide)
                return null;
            places = places.With(await search.FindAsync(after, need), new DealPlaceOrder(request.Sort), need);
        }
        else
        {
            await snapshot.OpenAsync();
        }

        var page = places.Found.Take(request.Limit).ToList();
        var (now, versions) = await snapshot.VersionsAsync(page);
        return (page, places.Found.Count > page.Count ? page[^1] : places.Stopped, now, versions);
    }

    private async Task<bool> ReachAsync(long at, long head, long started, CancellationToken cancellation)
    {
        var left = (database.Patience * WaitingPart) - time.GetElapsedTime(started);
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await former.ReachAsync(at, head, both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The deals of the places as they were; null for those that the caller does not see now.</summary>
    private async Task<DealView?[]> DealsAsync(
        List<DealPlace> places, Dictionary<Guid, DealView> now, Dictionary<long, long> versions, CancellationToken cancellation)
    {
        var deals = places.Select(place => now.GetValueOrDefault(place.Id)).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReplaysAtOnce, CancellationToken = cancellation };
        var changed = Enumerable.Range(0, deals.Length).Where(i => deals[i] is { } deal && versions.GetValueOrDefault(places[i].Since, deal.Version) != deal.Version);
        await Parallel.ForEachAsync(changed.ToList(), options, async (i, token) => deals[i] = await ReplayAsync(places[i].Id, versions[places[i].Since], token));
        return deals;
    }

    private async Task<DealView?> ReplayAsync(Guid id, long version, CancellationToken cancellation)
    {
        await _replays.WaitAsync(cancellation);
        try
        {
            return (await past.AtVersionAsync(id, version)).State?.View;
        }
        finally
        {
            _replays.Release();
        }
    }
}
