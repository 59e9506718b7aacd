using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The groups that have deals, found by skipping from one to the next in an index; also those of which the caller sees none.</summary>
internal static class DealGroupsSql
{
    private static readonly string[] Columns = ["pipeline_id", "stage", "status", "archived"];

    /// <param name="request">The list.</param>
    /// <param name="most">Groups of all pipelines that are gone through; where there are more, one beyond is answered. Those of one pipeline are not that many.</param>
    public static NpgsqlBatchCommand Of(DealListRequest request, int most)
    {
        var sql = new DealSql();
        var start = new List<string>();
        if (request.PipelineId is { } pipeline)
            start.Add($"d.pipeline_id = {sql.Value(pipeline)}");
        if (request.PipelineId is not null && request.Stage is { } name)
            start.Add($"d.stage = {sql.Value(name)}");
        var equal = start.Count == 0 ? "true" : string.Join(" AND ", start);
        // Beside equal columns the comparison leaves them out: an index scan starts at the first bound that it finds.
        var cap = request.PipelineId is null ? most : int.MaxValue - 1;
        var rest = Columns[start.Count..];
        var next = $"{equal} AND ({All(rest, "d.")}) > ({All(rest, "g.")})";
        sql.Add($"""
            WITH RECURSIVE g AS (
                (SELECT {All(Columns, "d.")}, 1 AS number FROM {request.Tables.Deals} d WHERE {equal} ORDER BY {All(Columns, "d.")} LIMIT 1)
                UNION ALL
                SELECT n.*, g.number + 1 FROM g CROSS JOIN LATERAL (
                    SELECT {All(Columns, "d.")} FROM {request.Tables.Deals} d WHERE {next}
                    ORDER BY {All(Columns, "d.")} LIMIT 1) n WHERE g.number <= {cap})
            SELECT {All(Columns, "")}, number > {cap} FROM g WHERE number > {cap} OR (true
            """);
        if (request.Stage is { } stage)
            sql.Add($" AND stage = {sql.Value(stage)}");
        if (request.Status is { } status)
            sql.Add($" AND status = {sql.Value(status)}");
        if (request.Archived is { } archived)
            sql.Add(archived ? " AND archived" : " AND NOT archived");
        return sql.Add(")").ToCommand();
    }

    private static string All(IEnumerable<string> columns, string alias) => string.Join(", ", columns.Select(column => alias + column));
}
