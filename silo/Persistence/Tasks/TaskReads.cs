using System.Collections.Immutable;
using System.Net.Sockets;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Reading;
using Npgsql;

namespace Crm.Actors.Persistence.Tasks;

/// <inheritdoc cref="ITaskReads"/>
public sealed class TaskReads(DealQueryDatabase database, DealListFollower follower, TimeProvider time) : ITaskReads
{
    private const int MaxLimit = 200;

    /// <summary>In cursors, for the due time of a task that has none: later than every due time there can be.</summary>
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Tasks of the deals that the caller sees, and deals without any, that are all looked at for one page. Who sees more has a walk, which meets some soon.</summary>
    public int Rare { get; init; } = 15_000;

    /// <inheritdoc/>
    public async Task<CommandResult<TaskPage>> ListAsync(ListTasks query)
    {
        if (query.Limit is < 1 or > MaxLimit)
            return new(null, 0, Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}."));
        (DateTimeOffset? Time, Guid Id)? after = null;
        if (query.Cursor is not null)
        {
            if (!PageCursor.TryRead(query.Cursor, out var at, out var id))
                return new(null, 0, PageCursor.Wrong);
            DateTimeOffset? key = at == Never ? null : at;
            after = (key, id);
        }

        using var limit = new CancellationTokenSource(database.Patience, time);
        try
        {
            return await ReadAsync(query, after, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException or IOException or SocketException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }

    private async Task<CommandResult<TaskPage>> ReadAsync(ListTasks query, (DateTimeOffset? Time, Guid Id)? after, CancellationToken cancellation)
    {
        var sight = DealSight.Of(query.Caller);
        if (TaskListSql.MeetsHidden(query, sight) && await HasCaughtUpAsync(cancellation))
            return await SearchAsync(query, after, sight, cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(DealSnapshot.Begin), sight.Begin(), TaskListSql.Walk(query, after), new("COMMIT") },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.NextResultAsync(cancellation);
        return await PageAsync(row, query, null, cancellation);
    }

    private async Task<CommandResult<TaskPage>> SearchAsync(
        ListTasks query, (DateTimeOffset? Time, Guid Id)? after, DealSight sight, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        var (reached, count) = await new DealSnapshot(connection, sight, cancellation).BeginAsync(TaskListSql.CountOfDeals(sight, Rare));
        var isRare = count <= Rare;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { isRare ? TaskListSql.Merge(query, after, sight) : TaskListSql.Walk(query, after), new("COMMIT") },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        // Deals are known up to there: a merge does not look for the tasks of one that was shared later.
        return await PageAsync(row, query, isRare ? reached : null, cancellation);
    }

    // Who cannot wait for the list of deals walks, and is asked of the deals themselves.
    private async Task<bool> HasCaughtUpAsync(CancellationToken cancellation)
    {
        try
        {
            await follower.CatchUpAsync(cancellation).WaitAsync(database.Patience / 4, time, cancellation);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            return false;
        }
    }

    private static async Task<CommandResult<TaskPage>> PageAsync(NpgsqlDataReader row, ListTasks query, long? reached, CancellationToken cancellation)
    {
        var position = 0L;
        var found = ImmutableArray.CreateBuilder<TaskView>();
        while (await row.ReadAsync(cancellation))
        {
            position = reached ?? row.GetInt64(0);
            if (!row.IsDBNull(TaskListSql.FirstOrdinal))
                found.Add(TaskMapping.ReadView(row, TaskListSql.FirstOrdinal));
        }

        var page = found.Take(query.Limit).ToImmutableArray();
        return new(new(page, found.Count > page.Length ? CursorOf(page[^1], query.Sort) : null), position, null);
    }

    private static string CursorOf(TaskView last, TaskSort sort) =>
        PageCursor.Of(sort == TaskSort.DueFirst ? last.DueAt ?? Never : last.CreatedAt, last.Id);
}
