using System.Net.Sockets;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Lists and histories from PostgreSQL, each in time or not at all.</summary>
public sealed partial class DealQueries(
    DealQueryDatabase database,
    DealListFollower follower,
    DealPastLists past,
    CursorKey cursorKey,
    DealListBudgets budgets,
    TimeProvider time,
    ILogger<DealQueries> logger) : IDealQueries
{
    private static readonly Rejection Unavailable = new(RejectionCode.Unavailable, "The deals cannot be read at the moment. Retry later.");

    /// <inheritdoc/>
    public async Task<CommandResult<DealPage>> ListAsync(ListDeals query, DealListFields fields, CancellationToken cancellation)
    {
        var (request, rejection) = DealListChecks.Check(query, fields);
        return request is null
            ? new(null, 0, rejection)
            : await WithinAsync("list", token => ListAsync(request, query.Cursor, token), cancellation);
    }

    /// <inheritdoc/>
    public async Task<CommandResult<HistoryPage>> HistoryAsync(GetDealHistory query, CancellationToken cancellation)
    {
        if (query.Limit is < 1 or > DealListChecks.MaxLimit)
            return new(null, 0, DealListChecks.WrongLimit);
        return await WithinAsync("history", token => new DealHistoryQuery(database, cursorKey).ReadAsync(query, token), cancellation);
    }

    private async Task<CommandResult<DealPage>> ListAsync(DealListRequest request, string? cursor, CancellationToken cancellation)
    {
        var key = await cursorKey.GetAsync(cancellation);
        var after = cursor is null ? default : DealListCursor.Read(cursor, request, key);
        if (cursor is not null && after is null)
            return new(null, 0, DealListChecks.WrongCursor);

        // A time is looked up first: then the list has all up to there.
        if (request.AsOf is { } asOf)
            request = request with { At = after?.At ?? await past.PositionAsync(asOf, cancellation) };
        await CatchUpAsync(cancellation);
        if (request.At is not null)
            return await past.ListAsync(request, after?.Place, key, cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        var snapshot = new DealSnapshot(connection, request.Sight, cancellation);
        var search = new DealListQuery(snapshot, request, budgets);
        var position = await search.BeginAsync();
        if (search.NeedsPipeline)
            return new(null, 0, DealListChecks.NeedsPipeline);
        var (found, stopped) = await search.FindAsync(after?.Place, request.Limit + 1);
        var page = found.Take(request.Limit).ToList();
        var deals = await snapshot.DealsAsync(page, request);
        var last = found.Count > page.Count ? page[^1] : stopped;
        return new(new([.. deals], last is null ? null : DealListCursor.Write(last, request, key)), position, null);
    }

    // A list that is far behind is shown as it is; its position says as of when.
    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        try
        {
            await follower.CatchUpAsync(cancellation).WaitAsync(database.Patience / 4, time, cancellation);
        }
        catch (TimeoutException)
        {
            LogBehind();
        }
    }

    private async Task<CommandResult<T>> WithinAsync<T>(
        string what, Func<CancellationToken, Task<CommandResult<T>>> read, CancellationToken cancellation)
        where T : class
    {
        using var limit = new CancellationTokenSource(database.Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await read(both.Token).WaitAsync(both.Token);
        }
        catch (Exception e) when (IsFailure(e) && !cancellation.IsCancellationRequested)
        {
            LogFailed(e, what);
            return new(null, 0, Unavailable);
        }
    }

    private static bool IsFailure(Exception e) =>
        e is StoreUnavailableException or NpgsqlException or OperationCanceledException or TimeoutException or IOException or SocketException or InvalidOperationException;

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "A {What} of deals could not be read")]
    private partial void LogFailed(Exception exception, string what);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "A list of deals was answered before it had caught up with the log")]
    private partial void LogBehind();
}
