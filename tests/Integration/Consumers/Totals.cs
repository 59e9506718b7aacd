using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>The totals of pipelines, held against the deals.</summary>
internal static class Totals
{
    /// <summary>The first group whose totals are not what the deals count to; null when all are.</summary>
    public static async Task<string?> DefectAsync(TestDatabase database) => await database.ScalarAsync<string>("""
        SELECT coalesce(min(format('%s %s %s: %s deals of %s in all, but %s of %s', stage, status, currency, d.count, d.amount, t.count, t.amount)), '')
        FROM (SELECT stage, status, coalesce(currency, '') AS currency, count(*), coalesce(sum(amount), 0) AS amount
              FROM crm.deals WHERE NOT archived GROUP BY 1, 2, 3) d
        FULL JOIN (SELECT stage, status, currency, sum(count) AS count, sum(amount) AS amount
                   FROM crm.pipeline_totals GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(amount) <> 0) t USING (stage, status, currency)
        WHERE (d.count, d.amount) IS DISTINCT FROM (t.count, t.amount)
        """) is { Length: > 0 } defect ? defect : null;
}
