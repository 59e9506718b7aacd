using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Due;
using Npgsql;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>Deadlines of stages in <c>tasks.stage_deadlines</c>, of which the deals are told.</summary>
public sealed class StageDeadlineTable(IGrainFactory grains) : IDueTable<DueStage>
{
    /// <inheritdoc/>
    public string Table => "tasks.stage_deadlines";

    /// <inheritdoc/>
    public string Columns => "deal_id, entered, is_breach, breach_at";

    /// <inheritdoc/>
    public DueStage Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetGuid(2), new PassStageDeadline(
        row.GetInt64(3), row.GetBoolean(4), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(5)));

    /// <inheritdoc/>
    public Guid SubjectOf(DueStage due) => due.DealId;

    /// <inheritdoc/>
    public async Task<bool> FireAsync(DueStage due) => (await grains.GetGrain<IDealGrain>(due.DealId).PassDeadline(due.Deadline)).Rejection is null;
}
