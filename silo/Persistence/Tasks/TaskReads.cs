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
public sealed class TaskReads(DealQueryDatabase database, TimeProvider time) : ITaskReads
{
    private const int MaxLimit = 200;

    /// <summary>In cursors, for the due time of a task that has none: later than every due time there can be.</summary>
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

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
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(DealSnapshot.Begin), DealSight.Of(query.Caller).Begin(), TaskListSql.Of(query, after), new("COMMIT") },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.NextResultAsync(cancellation);
        var position = 0L;
        var found = ImmutableArray.CreateBuilder<TaskView>();
        while (await row.ReadAsync(cancellation))
        {
            position = row.GetInt64(0);
            if (!row.IsDBNull(TaskListSql.FirstOrdinal))
                found.Add(TaskMapping.ReadView(row, TaskListSql.FirstOrdinal));
        }

        var page = found.Take(query.Limit).ToImmutableArray();
        return new(new(page, found.Count > page.Length ? CursorOf(page[^1], query.Sort) : null), position, null);
    }

    private static string CursorOf(TaskView last, TaskSort sort) =>
        PageCursor.Of(sort == TaskSort.DueFirst ? last.DueAt ?? Never : last.CreatedAt, last.Id);
}
