using Crm.Actors.Grains.Payments;
using Crm.Actors.Persistence.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Payments;

/// <summary>Adds differences to <c>crm.deal_totals</c>, each row once a transaction.</summary>
public sealed class DealTotalsWriter : IEffectWriter<DealTotalDelta>
{
    private const string Sql = """
        INSERT INTO crm.deal_totals AS t (deal_id, currency, partition, expected, received, spent)
        SELECT unnest($1::uuid[]), unnest($2::text[]), unnest($3::smallint[]), unnest($4::numeric[]), unnest($5::numeric[]), unnest($6::numeric[])
        ON CONFLICT (deal_id, currency, partition) DO UPDATE
        SET expected = t.expected + excluded.expected, received = t.received + excluded.received, spent = t.spent + excluded.spent
        """;

    /// <inheritdoc/>
    public void Write(NpgsqlBatch batch, IReadOnlyList<PlacedEffect<DealTotalDelta>> effects)
    {
        var sums = new Dictionary<(Guid DealId, string Currency, int Partition), DealTotalDelta>();
        foreach (var (partition, delta) in effects)
        {
            var key = (delta.DealId, delta.Currency, partition);
            sums[key] = sums.TryGetValue(key, out var sum)
                ? sum with { Expected = sum.Expected + delta.Expected, Received = sum.Received + delta.Received, Spent = sum.Spent + delta.Spent }
                : delta;
        }

        batch.Add(Sql).WithArray(NpgsqlDbType.Uuid, sums.Keys.Select(static k => k.DealId))
            .WithArray(NpgsqlDbType.Text, sums.Keys.Select(static k => k.Currency))
            .WithArray(NpgsqlDbType.Smallint, sums.Keys.Select(static k => (short)k.Partition))
            .WithArray(NpgsqlDbType.Numeric, sums.Values.Select(static s => s.Expected))
            .WithArray(NpgsqlDbType.Numeric, sums.Values.Select(static s => s.Received))
            .WithArray(NpgsqlDbType.Numeric, sums.Values.Select(static s => s.Spent));
    }
}
