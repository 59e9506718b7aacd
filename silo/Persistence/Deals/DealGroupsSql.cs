using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The groups that have deals, found by skipping from one to the next in an index; also those of which the caller sees none.</summary>
internal static class DealGroupsSql
{
    public static NpgsqlBatchCommand Of(DealListRequest request)
    {
        var sql = new DealSql();
        var stage = request.Stage is { } name ? $"d.stage = {sql.Value(name)}" : "true";
        // Beside an equal stage the comparison leaves the stage out: an index scan starts at the first bound that it finds.
        var next = request.Stage is null
            ? "(d.stage, d.status, d.archived) > (g.stage, g.status, g.archived)"
            : $"{stage} AND (d.status, d.archived) > (g.status, g.archived)";
        sql.Add($"""
            WITH RECURSIVE g AS (
                (SELECT d.stage, d.status, d.archived FROM crm.deal_list d WHERE {stage} ORDER BY d.stage, d.status, d.archived LIMIT 1)
                UNION ALL
                SELECT n.* FROM g CROSS JOIN LATERAL (
                    SELECT d.stage, d.status, d.archived FROM crm.deal_list d WHERE {next}
                    ORDER BY d.stage, d.status, d.archived LIMIT 1) n)
            SELECT stage, status, archived FROM g WHERE true
            """);
        if (request.Status is { } status)
            sql.Add($" AND status = {sql.Value(status)}");
        if (request.Archived is { } archived)
            sql.Add(archived ? " AND archived" : " AND NOT archived");
        return sql.ToCommand();
    }
}
