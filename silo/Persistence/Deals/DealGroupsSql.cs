using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The groups that have deals, found by skipping from one to the next in an index; also those of which the caller sees none.</summary>
internal static class DealGroupsSql
{
    private static readonly string[] Columns = ["pipeline_id", "stage", "status", "archived"];

    /// <param name="request">The list.</param>
    /// <param name="most">Beyond so many, whether they are asked for or not, it goes no further: a row then says so in its last column.</param>
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
        var rest = Columns[start.Count..];
        var next = $"{equal} AND ({All(rest, "d.")}) > ({All(rest, "g.")})";
        sql.Add($"""
            WITH RECURSIVE g AS (
                (SELECT {All(Columns, "d.")} FROM {request.Tables.Deals} d WHERE {equal} ORDER BY {All(Columns, "d.")} LIMIT 1)
                UNION ALL
                SELECT n.* FROM g CROSS JOIN LATERAL (
                    SELECT {All(Columns, "d.")} FROM {request.Tables.Deals} d WHERE {next}
                    ORDER BY {All(Columns, "d.")} LIMIT 1) n)
            SELECT {All(Columns, "")}, n > {most} FROM (SELECT g.*, row_number() OVER () AS n FROM g LIMIT {most + 1}) g
            """);
        var wanted = new List<string>();
        if (request.Stage is { } stage)
            wanted.Add($"stage = {sql.Value(stage)}");
        if (request.Status is { } status)
            wanted.Add($"status = {sql.Value(status)}");
        if (request.Archived is { } archived)
            wanted.Add(archived ? "archived" : "NOT archived");
        if (wanted.Count > 0)
            sql.Add($" WHERE n > {most} OR ({string.Join(" AND ", wanted)})");
        return sql.ToCommand();
    }

    private static string All(IEnumerable<string> columns, string alias) => string.Join(", ", columns.Select(column => alias + column));
}
