using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Due;
using Npgsql;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>The tasks that deals asked for, in <c>tasks.requests</c>: each is made by the task that it is to be.</summary>
public sealed class RequestTable(IGrainFactory grains) : IDueTable<RequestedTask>
{
    /// <inheritdoc/>
    public string Table => "tasks.requests";

    /// <inheritdoc/>
    public string Columns => "actor_id, deal_id, title, description, priority, assignee_id, task_due_at, time_zone";

    /// <inheritdoc/>
    public RequestedTask Read(NpgsqlDataReader row) => new(row.GetFieldValue<DateTimeOffset>(1), new MakeRequestedTask
    {
        RequestId = row.GetGuid(0),
        ActorId = row.GetGuid(2),
        DealId = row.GetGuid(3),
        Title = row.GetString(4),
        Description = row.IsDBNull(5) ? null : row.GetString(5),
        Priority = TaskNames.ParsePriority(row.GetString(6)),
        AssigneeId = row.GetGuid(7),
        DueAt = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        TimeZone = row.GetString(9),
    });

    /// <inheritdoc/>
    public Guid SubjectOf(RequestedTask due) => due.TaskId;

    /// <inheritdoc/>
    public async Task<bool> FireAsync(RequestedTask due)
    {
        var result = await grains.GetGrain<ITaskGrain>(due.TaskId).MakeRequested(due.Make);
        return result.Rejection is not { Code: RejectionCode.Unavailable or RejectionCode.Overloaded };
    }
}
