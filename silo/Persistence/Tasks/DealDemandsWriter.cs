using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>Puts what deals ask for where it is looked for: tasks into <c>tasks.requests</c>, deadlines into <c>tasks.stage_deadlines</c>.</summary>
public sealed class DealDemandsWriter : IEffectWriter<DealDemand>
{
    private const string RequestsSql = """
        INSERT INTO tasks.requests (id, due_at, actor_id, deal_id, title, description, priority, assignee_id, task_due_at, time_zone)
        SELECT unnest($1::uuid[]), unnest($2::timestamptz[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::text[]), unnest($6::text[]),
               unnest($7::text[]), unnest($8::uuid[]), unnest($9::timestamptz[]), unnest($10::text[])
        ON CONFLICT DO NOTHING
        """;

    private const string DeadlinesSql = """
        INSERT INTO tasks.stage_deadlines (id, due_at, deal_id, entered, is_breach, breach_at)
        SELECT unnest($1::uuid[]), unnest($2::timestamptz[]), unnest($3::uuid[]), unnest($4::bigint[]), unnest($5::boolean[]), unnest($6::timestamptz[])
        ON CONFLICT DO NOTHING
        """;

    /// <inheritdoc/>
    public void Write(NpgsqlBatch batch, IReadOnlyList<PlacedEffect<DealDemand>> effects)
    {
        var requests = effects.Select(static placed => placed.Effect).OfType<RequestedTask>().ToList();
        if (requests.Count > 0)
            AddRequests(batch, requests);
        var deadlines = effects.Select(static placed => placed.Effect).OfType<DueStage>().ToList();
        if (deadlines.Count > 0)
            AddDeadlines(batch, deadlines);
    }

    private static void AddDeadlines(NpgsqlBatch batch, List<DueStage> deadlines) =>
        batch.Add(DeadlinesSql).WithArray(NpgsqlDbType.Uuid, deadlines.Select(static d => d.Id))
            .WithArray(NpgsqlDbType.TimestampTz, deadlines.Select(static d => d.Deadline.DueAt))
            .WithArray(NpgsqlDbType.Uuid, deadlines.Select(static d => d.DealId))
            .WithArray(NpgsqlDbType.Bigint, deadlines.Select(static d => d.Deadline.Entered))
            .WithArray(NpgsqlDbType.Boolean, deadlines.Select(static d => d.Deadline.IsBreach))
            .WithArray(NpgsqlDbType.TimestampTz, deadlines.Select(static d => d.Deadline.BreachAt));

    private static void AddRequests(NpgsqlBatch batch, List<RequestedTask> requests) =>
        batch.Add(RequestsSql).WithArray(NpgsqlDbType.Uuid, requests.Select(static r => r.Make.RequestId))
            .WithArray(NpgsqlDbType.TimestampTz, requests.Select(static r => r.At))
            .WithArray(NpgsqlDbType.Uuid, requests.Select(static r => r.Make.ActorId))
            .WithArray(NpgsqlDbType.Uuid, requests.Select(static r => r.Make.DealId))
            .WithArray(NpgsqlDbType.Text, requests.Select(static r => r.Make.Title))
            .WithArray(NpgsqlDbType.Text, requests.Select(static r => r.Make.Description))
            .WithArray(NpgsqlDbType.Text, requests.Select(static r => r.Make.Priority.Name()))
            .WithArray(NpgsqlDbType.Uuid, requests.Select(static r => r.Make.AssigneeId))
            .WithArray(NpgsqlDbType.TimestampTz, requests.Select(static r => r.Make.DueAt))
            .WithArray(NpgsqlDbType.Text, requests.Select(static r => r.Make.TimeZone));
}
