using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Persistence.Due;
using Npgsql;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>Reminders in <c>tasks.reminders</c>, fired by their tasks.</summary>
public sealed class ReminderTable(IGrainFactory grains) : IDueTable<DueReminder>
{
    /// <inheritdoc/>
    public string Table => "tasks.reminders";

    /// <inheritdoc/>
    public string Columns => "task_id";

    /// <inheritdoc/>
    public DueReminder Read(NpgsqlDataReader row) => new(row.GetGuid(2), row.GetGuid(0));

    /// <inheritdoc/>
    public Guid SubjectOf(DueReminder due) => due.TaskId;

    /// <inheritdoc/>
    public async Task<bool> FireAsync(DueReminder due) => (await grains.GetGrain<ITaskGrain>(due.TaskId).Remind(due.ReminderId)).Rejection is null;
}
