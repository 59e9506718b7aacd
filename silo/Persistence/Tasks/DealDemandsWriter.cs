using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>Puts what deals ask for where it is looked for: tasks into <c>tasks.requests</c>.</summary>
public sealed class DealDemandsWriter : IEffectWriter<DealDemand>
{
    private const string RequestsSql = """
        INSERT INTO tasks.requests (id, due_at, actor_id, deal_id, title, description, priority, assignee_id, task_due_at, time_zone)
        SELECT unnest($1::uuid[]), unnest($2::timestamptz[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::text[]), unnest($6::text[]),
               unnest($7::text[]), unnest($8::uuid[]), unnest($9::timestamptz[]), unnest($10::text[])
        ON CONFLICT DO NOTHING
        """;

    /// <inheritdoc/>
    public void Write(NpgsqlBatch batch, IReadOnlyList<PlacedEffect<DealDemand>> effects)
    {
        var requests = effects.Select(static placed => placed.Effect).OfType<RequestedTask>().ToList();
        if (requests.Count > 0)
            AddRequests(batch, requests);
    }

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
