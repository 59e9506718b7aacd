using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The groups that have deals, found by skipping from one to the next in an index.</summary>
internal static class DealGroupsSql
{
    public static NpgsqlBatchCommand Of(DealListRequest request)
    {
        var sql = new DealSql();
        var stage = request.Stage is { } name ? $"d.stage = {sql.Value(name)} AND " : "";
        sql.Add($"""
            WITH RECURSIVE g AS (
                (SELECT d.stage, d.status, d.archived FROM crm.deals d WHERE {stage}true ORDER BY 1, 2, 3 LIMIT 1)
                UNION ALL
                SELECT n.* FROM g CROSS JOIN LATERAL (
                    SELECT d.stage, d.status, d.archived FROM crm.deals d
                    WHERE {stage}(d.stage, d.status, d.archived) > (g.stage, g.status, g.archived)
                    ORDER BY 1, 2, 3 LIMIT 1) n)
            SELECT stage, status, archived FROM g WHERE true
            """);
        if (request.Status is { } status)
            sql.Add($" AND status = {sql.Value(status)}");
        if (request.Archived is { } archived)
            sql.Add(archived ? " AND archived" : " AND NOT archived");
        return sql.ToCommand();
    }
}
