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
    private const int ReplaysAtOnce = 8;

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

    // Of all lists together: the connections are those of the event store.
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

    /// <param name="request">The list; its position is set, and the list as it is now has all up to there.</param>
    /// <param name="after">The place after which the page starts.</param>
    /// <param name="key">The key of cursors.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<CommandResult<DealPage>> ListAsync(DealListRequest request, DealPlace? after, byte[] key, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(database.Patience * 0.4, time);
        var at = request.At!.Value;
        if (at == 0)
            return new(new([], null), 0, null);
        var need = request.Limit + 1;
        var (unchanged, reached, head) = await UnchangedAsync(request, after, need, cancellation);
        if (unchanged is not { } places)
            return new(null, 0, DealListChecks.NeedsPipeline);
        if (reached < at)
            return new(null, 0, Behind);
        if (head > at && !await ReachAsync(at, head, limit.Token, cancellation))
            return new(null, 0, NotYet);

        List<DealPlace> page;
        (Dictionary<Guid, DealView> Now, Dictionary<long, long> Versions) known;
        await using (var connection = await database.Source.OpenConnectionAsync(cancellation))
        {
            var snapshot = new DealSnapshot(connection, request.Sight, cancellation);
            if (head == at)
                await snapshot.OpenAsync();
            else if (await ChangedAsync(snapshot, request with { Tables = DealListTables.Former }, after, need) is { } changed)
                places = places.With(changed, new DealPlaceOrder(request.Sort), need);
            else
                return new(null, 0, DealListChecks.NeedsPipeline);
            page = places.Found.Take(request.Limit).ToList();
            known = await snapshot.VersionsAsync(page);
        }

        var deals = await DealsAsync(page, known.Now, known.Versions, cancellation);
        var last = places.Found.Count > page.Count ? page[^1] : places.Stopped;
        return new(new([.. deals.OfType<DealView>()], last is null ? null : DealListCursor.Write(last, request, key)), at, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _replays.Dispose();

    private async Task<(DealPlaces? Places, long Reached, long Head)> UnchangedAsync(DealListRequest request, DealPlace? after, int need, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        var snapshot = new DealSnapshot(connection, request.Sight, cancellation);
        var search = new DealListQuery(snapshot, request, _budgets);
        var reached = await search.BeginAsync();
        var head = await snapshot.HeadAsync();
        var places = search.NeedsPipeline ? null : await search.FindAsync(after, need);
        await snapshot.EndAsync();
        return (places, reached, head);
    }

    private async Task<DealPlaces?> ChangedAsync(DealSnapshot snapshot, DealListRequest request, DealPlace? after, int need)
    {
        var search = new DealListQuery(snapshot, request, _budgets);
        await search.BeginAsync();
        return search.NeedsPipeline ? null : await search.FindAsync(after, need);
    }

    private async Task<bool> ReachAsync(long at, long head, CancellationToken limit, CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit, cancellation);
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
        return await Task.WhenAll(places.Select(DealAsync));

        async Task<DealView?> DealAsync(DealPlace place)
        {
            var deal = now.GetValueOrDefault(place.Id);
            if (deal is null || versions.GetValueOrDefault(place.Since, deal.Version) == deal.Version)
                return deal;
            await _replays.WaitAsync(cancellation);
            try
            {
                return (await past.AtVersionAsync(place.Id, versions[place.Since])).State?.View;
            }
            finally
            {
                _replays.Release();
            }
        }
    }
}
