using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Pipelines;

/// <summary>Adds differences to <c>crm.pipeline_totals</c>, each row once a transaction.</summary>
public sealed class PipelineTotalsWriter : IEffectWriter<PipelineDelta>
{
    private const string Sql = """
        INSERT INTO crm.pipeline_totals AS t (pipeline_id, partition, stage, status, currency, count, amount)
        SELECT unnest($2::uuid[]), unnest($1::smallint[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::bigint[]), unnest($7::numeric[])
        ON CONFLICT (pipeline_id, partition, stage, status, currency) DO UPDATE
        SET count = t.count + excluded.count, amount = t.amount + excluded.amount
        """;

    /// <inheritdoc/>
    public void Write(NpgsqlBatch batch, IReadOnlyList<PlacedEffect<PipelineDelta>> effects)
    {
        var sums = new Dictionary<(int Partition, PipelineGroup Group), (long Count, decimal Amount)>();
        foreach (var (partition, (group, count, amount)) in effects)
        {
            var sum = sums.GetValueOrDefault((partition, group));
            sums[(partition, group)] = (sum.Count + count, sum.Amount + amount);
        }

        batch.Add(Sql).WithArray(NpgsqlDbType.Smallint, sums.Keys.Select(static k => (short)k.Partition))
            .WithArray(NpgsqlDbType.Uuid, sums.Keys.Select(static k => k.Group.PipelineId))
            .WithArray(NpgsqlDbType.Text, sums.Keys.Select(static k => k.Group.Stage))
            .WithArray(NpgsqlDbType.Text, sums.Keys.Select(static k => k.Group.Status.Name()))
            .WithArray(NpgsqlDbType.Text, sums.Keys.Select(static k => k.Group.Currency ?? ""))
            .WithArray(NpgsqlDbType.Bigint, sums.Values.Select(static s => s.Count))
            .WithArray(NpgsqlDbType.Numeric, sums.Values.Select(static s => s.Amount));
    }
}
