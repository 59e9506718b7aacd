using Crm.Actors.Contracts.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// The statements that find the places of a page. Two ways lead to a page. A <em>walk</em> reads the groups' indexes in the order of
/// the list, merged, and keeps what passes the other filters: quick when those are common. A <em>gathering</em> reads all that one
/// selective filter matches and sorts it: quick when it is rare. Rows answered: id, keys of the part, whether it matches.
/// </summary>
internal sealed class DealListSql(DealListRequest request, IReadOnlyList<DealGroup> groups)
{
    /// <summary>Whether a walk through a part meets deals that the list does not show.</summary>
    public bool HasResidual(DealListPart part) => Residual(new DealSql(), part).Count > 0;

    /// <summary>Whether the index of the part's order has the second key too, so that a walk reads no rows.</summary>
    public static bool WalksInIndex(DealListPart part) =>
        part.Sort.Length == 1 || part.First == DealSortField.Amount
        || part.Sort[1].Field is DealSortField.Amount or DealSortField.ExpectedCloseDate;

    /// <summary>At most <paramref name="budget"/> index entries in order; the last of them is answered whether it matches or not.</summary>
    public NpgsqlBatchCommand Walk(DealListPart part, int need, int budget)
    {
        var sql = new DealSql();
        var residual = Residual(sql, part);
        sql.Add($"SELECT d.id, {MergedKeys(part, "d.")}");
        if (residual.Count == 0)
        {
            sql.Add(", true, false FROM (").Add(Merged(sql, part, need)).Add($") d ORDER BY {MergedOrder(part, "d.")} LIMIT {need}");
            return sql.ToCommand();
        }

        sql.Add($", d.hit, d.n = {budget} FROM (SELECT d.*, ({string.Join(" AND ", residual)}) IS TRUE AS hit FROM (SELECT m.*, row_number() OVER () AS n FROM (SELECT u.* FROM (")
            .Add(Merged(sql, part, budget))
            .Add($") u ORDER BY {MergedOrder(part, "u.")} LIMIT {budget}) m) d OFFSET 0) d WHERE d.hit OR d.n = {budget} LIMIT {need}");
        return sql.ToCommand();
    }

    /// <summary>
    /// How many deals the caller sees of those that the list is about, up to a cap; one that is shared may count twice. It names the
    /// caller's own deals and teams, so that no policy has to be asked for each of them.
    /// </summary>
    public NpgsqlBatchCommand CountSeen(int cap)
    {
        if (request.Whose is DealSource.Owner or DealSource.Team)
            return Count(request.Whose.Value, part: null, cap);
        var sql = new DealSql();
        var me = sql.Value(request.Sight.UserId);
        sql.Add("SELECT count(*) FROM (SELECT 1 FROM crm.deal_list WHERE owner_id = ").Add(me);
        if (request.Sight.Teams.Length > 0)
            sql.Add($" UNION ALL SELECT 1 FROM crm.deal_list WHERE team_id = ANY({sql.Value(request.Sight.Teams)}) AND owner_id <> {me}");
        sql.Add($" UNION ALL SELECT 1 FROM crm.deal_list_shares WHERE principal_id = ANY({sql.Value(request.Sight.Principals)}) LIMIT {cap + 1}) c");
        return sql.ToCommand();
    }

    /// <summary>How many deals one filter alone matches, up to a cap. The part is asked for by filters that depend on it.</summary>
    public NpgsqlBatchCommand Count(DealSource source, DealListPart? part, int cap)
    {
        var sql = new DealSql();
        sql.Add("SELECT count(*) FROM (SELECT FROM ").Add(From(sql, source, part)).Add($" LIMIT {cap + 1}) c");
        return sql.ToCommand();
    }

    /// <summary>The first of a part in order, out of all that one filter matches.</summary>
    public NpgsqlBatchCommand Gather(DealSource source, DealListPart part, int need)
    {
        var sql = new DealSql();
        sql.Add($"SELECT d.id, {Keys(part, "d.")} FROM ").Add(From(sql, source, part));
        var conditions = Everything(sql, part);
        if (conditions.Count > 0)
            sql.Add($" WHERE {string.Join(" AND ", conditions)}");
        sql.Add($" ORDER BY {Order(part, "d.")} LIMIT {need}");
        return sql.ToCommand();
    }

    /// <summary>As <see cref="Gather"/>, of all that has the words; the other filters narrow the bitmap.</summary>
    public NpgsqlBatchCommand GatherText(DealListPart part, int need)
    {
        var sql = new DealSql();
        sql.Add($"SELECT d.id, {Keys(part, "d.")} FROM crm.deal_list d WHERE d.document @@ {Query(sql)}");
        foreach (var condition in Everything(sql, part, text: false, sight: true))
            sql.Add($" AND {condition}");
        sql.Add($" ORDER BY {Order(part, "d.")} LIMIT {need}");
        return sql.ToCommand();
    }

    private string From(DealSql sql, DealSource source, DealListPart? part)
    {
        var columns = "id, stage, status, archived, owner_id, team_id, amount, created_at, updated_at, expected_close_date, title"
            + (request.Text is null ? "" : ", word_bits");
        return source switch
        {
            DealSource.Owner => $"(SELECT {columns} FROM crm.deal_list WHERE owner_id = {sql.Value(request.OwnerId!.Value)} OFFSET 0) d",
            DealSource.Team => $"(SELECT {columns} FROM crm.deal_list WHERE team_id = {sql.Value(request.TeamId!.Value)} OFFSET 0) d",
            DealSource.Seen => FromSeen(sql, columns),
            _ => FromGroups(sql, source, part!, columns),
        };
    }

    // Each deal once, by the first of its reasons.
    private string FromSeen(DealSql sql, string columns)
    {
        var me = sql.Value(request.Sight.UserId);
        var seen = $"SELECT {columns} FROM crm.deal_list WHERE owner_id = {me}";
        var others = $"owner_id <> {me}";
        if (request.Sight.Teams.Length > 0)
        {
            var teams = sql.Value(request.Sight.Teams);
            seen += $" UNION ALL SELECT {columns} FROM crm.deal_list WHERE team_id = ANY({teams}) AND {others}";
            others += $" AND (team_id = ANY({teams})) IS NOT TRUE";
        }

        return $"({seen} UNION ALL SELECT {columns} FROM (SELECT DISTINCT deal_id FROM crm.deal_list_shares "
            + $"WHERE principal_id = ANY({sql.Value(request.Sight.Principals)}) OFFSET 0) s JOIN crm.deal_list ON id = deal_id WHERE {others} OFFSET 0) d";
    }

    private string FromGroups(DealSql sql, DealSource source, DealListPart part, string columns)
    {
        var values = groups.Select(g => $"({sql.Value(g.Stage)}, {sql.Value(g.Status)}, {(g.Archived ? "true" : "false")})");
        var condition = source == DealSource.CloseDate ? "x.expected_close_date IS NULL" : string.Join(" AND ", Amounts(sql, part, "x.", place: null));
        return $"(VALUES {string.Join(", ", values)}) g(stage, status, archived) CROSS JOIN LATERAL (SELECT {columns} FROM crm.deal_list x "
            + $"WHERE x.stage = g.stage AND x.status = g.status AND x.archived = g.archived AND {condition} OFFSET 0) d";
    }

    // All groups in the order of the part: a MergeAppend of index scans that stops when the reader above has enough. Each group has
    // to say its order itself, or the planner sorts them all.
    private string Merged(DealSql sql, DealListPart part, int limit) => string.Join(" UNION ALL ", groups.Select(group =>
    {
        var conditions = new List<string>
        {
            $"stage = {sql.Value(group.Stage)}",
            $"status = {sql.Value(group.Status)}",
            $"archived = {(group.Archived ? "true" : "false")}",
        };
        conditions.AddRange(Range(sql, part, ""));
        return $"(SELECT {Columns(part)} FROM crm.deal_list WHERE {string.Join(" AND ", conditions)} ORDER BY {MergedOrder(part, "")} LIMIT {limit})";
    }));

    private string Columns(DealListPart part)
    {
        var columns = new List<string> { "id", DealSql.Column(part.First) };
        if (request.OwnerId is not null || request.Whose == DealSource.Seen)
            columns.Add("owner_id");
        if (request.TeamId is not null || request.Whose == DealSource.Seen)
            columns.Add("team_id");
        if (request.MinAmount is not null || request.MaxAmount is not null || part.NoAmount is not null)
            columns.Add("amount");
        if (part.NoCloseDate is not null)
            columns.Add("expected_close_date");
        if (request.Text is not null)
            columns.Add("word_bits");
        if (part.Sort.Length > 1)
            columns.Add($"{DealSql.Total(part.Sort[1].Field)} AS second");
        return string.Join(", ", columns.Distinct());
    }

    private static string MergedKeys(DealListPart part, string alias) =>
        $"{alias}{DealSql.Column(part.First)}{(part.Sort.Length > 1 ? $", {alias}second" : "")}";

    private static string MergedOrder(DealListPart part, string alias) => Order(part, alias, $"{alias}second");

    private static string Keys(DealListPart part, string alias) =>
        $"{alias}{DealSql.Column(part.First)}{(part.Sort.Length > 1 ? $", {Second(part, alias)}" : "")}";

    private static string Order(DealListPart part, string alias) =>
        Order(part, alias, part.Sort.Length > 1 ? Second(part, alias) : "");

    private static string Second(DealListPart part, string alias) => Qualified(DealSql.Total(part.Sort[1].Field), alias);

    private static string Order(DealListPart part, string alias, string second)
    {
        static string Direction(bool descending) => descending ? "DESC" : "ASC";
        var order = $"{alias}{DealSql.Column(part.First)} {Direction(part.Sort[0].Descending)}";
        if (part.First == DealSortField.Amount)
            order += part.Sort[0].Descending ? " NULLS LAST" : " NULLS FIRST";
        if (part.Sort.Length > 1)
            order += $", {second} {Direction(part.Sort[1].Descending)}";
        return $"{order}, {alias}id {Direction(part.IdDescending)}";
    }

    private static string Qualified(string total, string alias) =>
        total.StartsWith("coalesce(", StringComparison.Ordinal) ? total.Insert("coalesce(".Length, alias) : alias + total;

    // What bounds the leading field: the part itself, the amounts asked for, the place after which to start.
    private List<string> Range(DealSql sql, DealListPart part, string alias)
    {
        var conditions = new List<string>();
        if (part.First == DealSortField.Amount)
            conditions.AddRange(Amounts(sql, part, alias, part.After?.Keys[0] as decimal?));
        else if (part.First == DealSortField.ExpectedCloseDate)
            conditions.Add($"{alias}expected_close_date IS {(part.FirstIsNull ? "" : "NOT ")}NULL");
        if (part.After is { } after)
            conditions.Add(After(sql, part, after, alias));
        return conditions;
    }

    // Where the place of an order by amount is the tighter bound, the other is left out: a scan starts at the first bound that it finds.
    private List<string> Amounts(DealSql sql, DealListPart part, string alias, decimal? place)
    {
        if (part.NoAmount is true)
            return [$"{alias}amount IS NULL"];
        var conditions = new List<string>();
        var descending = part.Sort[0].Descending;
        if (request.MinAmount is { } min && (descending || !(place >= min)))
            conditions.Add($"{alias}amount >= {sql.Value(min)}");
        if (request.MaxAmount is { } max && (!descending || !(place <= max)))
            conditions.Add($"{alias}amount <= {sql.Value(max)}");
        if (conditions.Count == 0 && place is null)
            conditions.Add($"{alias}amount IS NOT NULL");
        return conditions;
    }

    private static string After(DealSql sql, DealListPart part, DealPlace after, string alias)
    {
        static string Past(bool descending) => descending ? "<" : ">";
        var first = part.Sort[0];
        var id = sql.Value(after.Id);
        if (part.FirstIsNull)
            return $"{alias}id {Past(part.IdDescending)} {id}";
        var column = alias + DealSql.Column(first.Field);
        var value = sql.Value(after.Keys[0]!);
        if (part.Sort.Length == 1)
            return $"({column}, {alias}id) {Past(first.Descending)} ({value}, {id})";
        var second = part.Sort[1];
        var total = Qualified(DealSql.Total(second.Field), alias);
        var secondValue = sql.Value(DealSql.TotalValue(second.Field, after.Keys[1]));
        return $"{column} {Past(first.Descending)}= {value} AND ({column} {Past(first.Descending)} {value} "
            + $"OR {total} {Past(second.Descending)} {secondValue} "
            + $"OR ({total} = {secondValue} AND {alias}id {Past(part.IdDescending)} {id}))";
    }

    // What the indexes of the order do not decide.
    private List<string> Residual(DealSql sql, DealListPart part, bool text = true, bool sight = true)
    {
        var conditions = new List<string>();
        // First of all: nothing else is asked of a hidden deal.
        if (sight && request.Whose == DealSource.Seen)
            conditions.Add(Sight(sql));
        if (request.OwnerId is { } owner)
            conditions.Add($"d.owner_id = {sql.Value(owner)}");
        if (request.TeamId is { } team)
            conditions.Add($"d.team_id = {sql.Value(team)}");
        if (part.First != DealSortField.Amount && (part.NoAmount is true || request.MinAmount is not null || request.MaxAmount is not null))
            conditions.AddRange(Amounts(sql, part, "d.", place: null));
        if (part.First != DealSortField.ExpectedCloseDate && part.NoCloseDate is true)
            conditions.Add("d.expected_close_date IS NULL");
        if (text && request.Text is not null)
        {
            // The bits spare most look-ups. OFFSET 0: one look-up for each deal, never a hash of all that match.
            conditions.Add($"d.word_bits & {Bits(sql)} = {Bits(sql)}");
            conditions.Add($"EXISTS (SELECT FROM crm.deal_list t WHERE t.id = d.id AND t.document @@ {Query(sql)} OFFSET 0)");
        }

        return conditions;
    }

    // What the database's policy says of crm.deal_list, for statements that it does not narrow.
    private string Sight(DealSql sql) =>
        $"(d.owner_id = {sql.Value(request.Sight.UserId)} OR d.team_id = ANY({sql.Value(request.Sight.Teams)}) "
        + $"OR d.id IN (SELECT s.deal_id FROM crm.deal_list_shares s WHERE s.principal_id = ANY({sql.Value(request.Sight.Principals)})))";

    private List<string> Everything(DealSql sql, DealListPart part, bool text = true, bool sight = false)
    {
        var conditions = Range(sql, part, "d.");
        if (request.Stage is { } stage)
            conditions.Add($"d.stage = {sql.Value(stage)}");
        if (request.Status is { } status)
            conditions.Add($"d.status = {sql.Value(status)}");
        if (request.Archived is { } archived)
            conditions.Add($"d.archived = {(archived ? "true" : "false")}");
        conditions.AddRange(Residual(sql, part, text, sight));
        return conditions;
    }

    private string Bits(DealSql sql) => $"crm.deal_word_bits(crm.deal_words({sql.Value(request.Text!)}))";

    private string Query(DealSql sql) => $"crm.deal_words_query({sql.Value(request.Text!)})";
}
