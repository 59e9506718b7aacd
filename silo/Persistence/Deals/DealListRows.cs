using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Where the statements of <see cref="DealListSql"/> take their rows from: each with the keys of a part as k1 and k2.</summary>
internal sealed class DealListRows(DealListRequest request, IReadOnlyList<DealGroup> groups)
{
    private readonly DealListTables _tables = request.Tables;
    private readonly DealListConditions _conditions = new(request);
    private readonly DealListOrder _order = new(request.Tables);

    /// <summary>The column of a custom field's values.</summary>
    public static string Value(DealKey key) => key.IsNumber ? "f.number" : "f.text";

    /// <summary>The keys of a part, of a row with an alias; the second one is empty where there is none.</summary>
    public (string First, string Second) Keys(DealSql sql, DealListPart part, string alias)
    {
        var first = !part.First.IsCustom ? alias + DealSql.Column(part.First.Field)
            : part.FirstIsNull ? (part.First.IsNumber ? "NULL::numeric" : "NULL::text")
            : Custom(sql, part.First, alias);
        return (first, part.Sort.Length == 1 ? "" : Second(sql, part.Sort[1], alias));
    }

    /// <summary>
    /// All groups in the order of the part: a MergeAppend of index scans that stops when the reader above has enough. Each group has
    /// to say its order itself, or the planner sorts them all.
    /// </summary>
    public string Merged(DealSql sql, DealListPart part, int limit) => string.Join(" UNION ALL ", groups.Select(group =>
    {
        List<string> conditions =
        [
            $"d.pipeline_id = {sql.Value(group.PipelineId)}",
            $"d.stage = {sql.Value(group.Stage)}",
            $"d.status = {sql.Value(group.Status)}",
            $"d.archived = {(group.Archived ? "true" : "false")}",
        ];
        return $"({OfGroup(sql, part, limit, conditions)})";
    }));

    /// <summary>The groups as rows.</summary>
    public string Groups(DealSql sql) => string.Concat(
        $"unnest({sql.Value(groups.Select(static g => g.PipelineId).ToArray())}, {sql.Value(groups.Select(static g => g.Stage).ToArray())}, ",
        $"{sql.Value(groups.Select(static g => g.Status).ToArray())}, {sql.Value(groups.Select(static g => g.Archived).ToArray())}) g(pipeline_id, stage, status, archived)");

    /// <summary>The first rows of one of <see cref="Groups"/> in the order of the part.</summary>
    public string OfGroup(DealSql sql, DealListPart part, int limit) => OfGroup(sql, part, limit, [.. InGroup("d.")]);

    /// <summary>The rows that one filter alone matches.</summary>
    public string From(DealSql sql, DealSource source, DealListPart? part, bool keys)
    {
        var columns = Columns("x.") + (keys ? KeyColumns(sql, part!, "x.") : "");
        return source switch
        {
            DealSource.Owner => $"(SELECT {columns} FROM {_tables.Deals} x WHERE x.owner_id = {sql.Value(request.OwnerId!.Value)} OFFSET 0) d",
            DealSource.Team => $"(SELECT {columns} FROM {_tables.Deals} x WHERE x.team_id = {sql.Value(request.TeamId!.Value)} OFFSET 0) d",
            DealSource.Seen => _tables.AreFormer ? FromFormerSeen(sql, columns) : $"({Seen(sql, columns)} OFFSET 0) d",
            DealSource.Amount => FromGroups(sql, columns, _conditions.Amounts(sql, part!, "x.", place: null)),
            DealSource.CloseDate => FromGroups(sql, columns, ["x.expected_close_date IS NULL"]),
            _ => FromGroups(sql, columns, []),
        };
    }

    /// <summary>The rows that a condition on a custom field matches.</summary>
    public string FromField(DealSql sql, DealFieldFilter filter, DealListPart part) =>
        $"(SELECT {Columns("x.")}{KeyColumns(sql, part, "x.")} FROM {_tables.Fields} f JOIN {_tables.Deals} x ON {_tables.IsFieldOf("f.", "x.")} "
        + $"WHERE {OfField(sql, filter)} OFFSET 0) d";

    /// <summary>What deals were at the list's position that have changed since. In the order of the index by which alone they are to be found.</summary>
    public string FromChanged(DealSql sql, DealListPart part) =>
        $"(SELECT {Columns("x.")}{KeyColumns(sql, part, "x.")} FROM {_tables.Deals} x WHERE {_conditions.Valid(sql, request.At!.Value, "x.")} ORDER BY x.until OFFSET 0) d";

    /// <summary>The condition that a row of the custom fields is of the pipeline's deals, and has a value in a field.</summary>
    public string OfField(DealSql sql, DealKey key) =>
        $"f.pipeline_id = {sql.Value(request.PipelineId!.Value)} AND f.key = {sql.Value(key.Custom!)}{(key.IsNumber ? " AND f.number IS NOT NULL" : "")}";

    /// <summary>The same with a value that a condition asks for.</summary>
    public string OfField(DealSql sql, DealFieldFilter filter) =>
        $"f.pipeline_id = {sql.Value(request.PipelineId!.Value)} AND {DealListConditions.Field(sql, filter)}";

    /// <summary>The first values of the custom field that leads a part's order, from the part's place on.</summary>
    public string Values(DealSql sql, DealListPart part, int limit)
    {
        var value = Value(part.First);
        var past = part.First.Descending ? "<" : ">";
        var start = part.After is not { } after ? ""
            : after.IsEnd ? $" AND {value} {past} {sql.Value(after.Keys[0]!)}"
            : part.Sort.Length > 1 ? $" AND {value} {past}= {sql.Value(after.Keys[0]!)}"
            : $" AND {_order.After(sql, part, value, "", "f.deal_id", "f.until")}";
        var direction = part.First.Descending ? "DESC" : "ASC";
        return $"SELECT f.deal_id, {(_tables.AreFormer ? "f.since, f.until, " : "")}{value} AS k1 FROM {_tables.Fields} f "
            + $"WHERE {OfField(sql, part.First)}{start} ORDER BY {value} {direction}, f.deal_id {direction}{(_tables.AreFormer ? $", f.until {direction}" : "")} LIMIT {limit}";
    }

    /// <summary>The same, numbered.</summary>
    public string Entries(DealSql sql, DealListPart part, int limit) =>
        $"SELECT f.*, row_number() OVER () AS n FROM ({Values(sql, part, limit)}) f";

    /// <summary>The deals of <see cref="Entries"/>, and as many rows: an entry of what no deal was at the list's position has nothing but its place.</summary>
    public string OfEntries(DealSql sql, DealListPart part, string entries)
    {
        var second = part.Sort.Length > 1 ? $", {Second(sql, part.Sort[1], "x.")} AS k2" : "";
        var valid = _tables.AreFormer ? $" AND {_conditions.Valid(sql, request.At!.Value, "e.")}" : "";
        return $"SELECT e.deal_id AS id, {(_tables.AreFormer ? "e.until, " : "")}e.n, e.k1, y.* FROM {entries} e "
            + $"LEFT JOIN LATERAL (SELECT {Columns("x.", placeToo: false)}{second} FROM {_tables.Deals} x "
            + $"WHERE {_tables.IsFieldOf("e.", "x.")}{valid} OFFSET 0) y ON true";
    }

    private string OfGroup(DealSql sql, DealListPart part, int limit, List<string> conditions)
    {
        var (first, second) = Keys(sql, part, "d.");
        conditions.AddRange(_conditions.Range(sql, part, first, second, "d."));
        return $"SELECT {WalkedColumns(part)}, {first} AS k1{(second.Length == 0 ? "" : $", {second} AS k2")} FROM {_tables.Deals} d "
            + $"WHERE {string.Join(" AND ", conditions)} ORDER BY {_order.By(part, first, "k2", "d.id", "d.until")} LIMIT {limit}";
    }

    // What a walk asks of a deal, and no more: most of it is in the index.
    private string WalkedColumns(DealListPart part)
    {
        var columns = new List<string> { "d.id", "d.since" };
        if (_tables.AreFormer)
            columns.Add("d.until");
        if (request.OwnerId is not null || request.Whose == DealSource.Seen)
            columns.Add("d.owner_id");
        if (request.TeamId is not null || request.Whose == DealSource.Seen)
            columns.Add("d.team_id");
        if (request.HasAmounts || part.NoAmount is not null)
            columns.Add("d.amount");
        if (part.NoCloseDate is not null)
            columns.Add("d.expected_close_date");
        if (request.Text is not null)
            columns.Add("d.word_bits");
        return string.Join(", ", columns);
    }

    private string Columns(string alias, bool placeToo = true)
    {
        List<string> columns =
        [
            "since", "pipeline_id", "stage", "status", "archived", "owner_id", "team_id", "amount", "created_at", "updated_at", "expected_close_date", "title",
        ];
        if (placeToo)
            columns.Add("id");
        if (placeToo && _tables.AreFormer)
            columns.Add("until");
        if (request.Text is not null)
            columns.Add("word_bits");
        return string.Join(", ", columns.Select(column => alias + column));
    }

    private string KeyColumns(DealSql sql, DealListPart part, string alias)
    {
        var (first, second) = Keys(sql, part, alias);
        return $", {first} AS k1{(second.Length == 0 ? "" : $", {second} AS k2")}";
    }

    private string Second(DealSql sql, DealKey key, string alias) => key.IsCustom ? Custom(sql, key, alias) : DealSql.Total(key.Field, alias);

    private string Custom(DealSql sql, DealKey key, string alias) =>
        $"(SELECT {Value(key)} FROM {_tables.Fields} f WHERE {_tables.IsFieldOf("f.", alias)} AND f.key = {sql.Value(key.Custom!)})";

    // Each deal once, by the first of its reasons.
    private string Seen(DealSql sql, string columns)
    {
        var me = sql.Value(request.Sight.UserId);
        var seen = $"SELECT {columns} FROM crm.deal_list x WHERE x.owner_id = {me}";
        var others = $"x.owner_id <> {me}";
        if (request.Sight.Teams.Length > 0)
        {
            var teams = sql.Value(request.Sight.Teams);
            seen += $" UNION ALL SELECT {columns} FROM crm.deal_list x WHERE x.team_id = ANY({teams}) AND {others}";
            others += $" AND (x.team_id = ANY({teams})) IS NOT TRUE";
        }

        return $"{seen} UNION ALL SELECT {columns} FROM (SELECT DISTINCT deal_id FROM crm.deal_list_shares "
            + $"WHERE principal_id = ANY({sql.Value(request.Sight.Principals)}) OFFSET 0) s JOIN crm.deal_list x ON x.id = s.deal_id WHERE {others}";
    }

    // What is seen of the past is what is seen now: of each such deal the row that was its own at the position. OFFSET 0: by the deal, never by
    // the positions of all deals.
    private string FromFormerSeen(DealSql sql, string columns)
    {
        var at = sql.Value(request.At!.Value);
        return $"(SELECT {columns} FROM ({Seen(sql, "x.id")} OFFSET 0) s CROSS JOIN LATERAL (SELECT * FROM (SELECT * FROM {_tables.Deals} r "
            + $"WHERE r.id = s.id AND r.until > {at} ORDER BY r.id, r.until OFFSET 0) r ORDER BY r.until LIMIT 1) x WHERE x.since <= {at} OFFSET 0) d";
    }

    private string FromGroups(DealSql sql, string columns, List<string> conditions) =>
        $"{Groups(sql)} CROSS JOIN LATERAL (SELECT {columns} FROM {_tables.Deals} x WHERE {string.Join(" AND ", InGroup("x.").Concat(conditions))} OFFSET 0) d";

    private static string[] InGroup(string alias) =>
        [$"{alias}pipeline_id = g.pipeline_id", $"{alias}stage = g.stage", $"{alias}status = g.status", $"{alias}archived = g.archived"];
}
