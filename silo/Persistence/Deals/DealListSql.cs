using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// The statements that find the places of a page. Two ways lead to a page. A <em>walk</em> reads the groups' indexes in the order of
/// the list, merged, and keeps what passes the other filters: quick when those are common. A <em>gathering</em> reads all that one
/// selective filter matches and sorts it: quick when it is rare. Rows answered: id, since, until, keys of the part; of a walk also whether
/// it matches, and whether it is where the walk stopped.
/// </summary>
internal sealed class DealListSql(DealListRequest request, IReadOnlyList<DealGroup> groups)
{
    private readonly DealListTables _tables = request.Tables;
    private readonly DealListConditions _conditions = new(request);
    private readonly DealListOrder _order = new(request.Tables);
    private readonly DealListRows _rows = new(request, groups);

    /// <inheritdoc cref="DealListConditions.FieldsOf"/>
    public ImmutableArray<DealFieldFilter> FieldsOf(DealListPart part) => _conditions.FieldsOf(part);

    /// <summary>Whether a walk through a part meets deals that the list does not show.</summary>
    public bool HasResidual(DealListPart part) => ResidualOf(new DealSql(), part).Count > 0;

    /// <summary>Whether the index of the part's order has all that a walk asks for, so that it reads no rows.</summary>
    public bool WalksInIndex(DealListPart part) =>
        !part.IsInFieldOrder && part.Lacking.IsEmpty && FieldsOf(part).IsEmpty
        && (part.Sort.Length == 1 || part.First.Field == DealSortField.Amount
            || part.Sort[1].Field is DealSortField.Amount or DealSortField.ExpectedCloseDate);

    /// <summary>At most <paramref name="budget"/> index entries in order; the last of them is answered whether it matches or not.</summary>
    public NpgsqlBatchCommand Walk(DealListPart part, int need, int budget)
    {
        var sql = new DealSql();
        var residual = _conditions.Residual(sql, part);
        sql.Add($"SELECT {_order.Place}, {DealListOrder.Keys(part)}");
        if (residual.Count == 0)
        {
            sql.Add(", true, false FROM (").Add(_rows.Merged(sql, part, need)).Add($") d ORDER BY {_order.By(part, "d.")} LIMIT {need}");
            return sql.ToCommand();
        }

        sql.Add($", d.hit, d.n = {budget} FROM (SELECT d.*, ({string.Join(" AND ", residual)}) IS TRUE AS hit FROM (SELECT m.*, row_number() OVER () AS n FROM (SELECT u.* FROM (")
            .Add(_rows.Merged(sql, part, budget))
            .Add($") u ORDER BY {_order.By(part, "u.")} LIMIT {budget}) m) d OFFSET 0) d WHERE d.hit OR d.n = {budget} LIMIT {need}");
        return sql.ToCommand();
    }

    /// <summary>
    /// As <see cref="Walk"/>, for so many groups that to plan a scan of each would take longer than to read them: the same number of entries
    /// of each group, up to where the first group ends that has more.
    /// </summary>
    public NpgsqlBatchCommand WalkAcross(DealListPart part, int need, int budget)
    {
        var sql = new DealSql();
        var residual = _conditions.Residual(sql, part);
        var each = Math.Max(1, residual.Count == 0 ? Math.Min(need, budget / groups.Count) : budget / groups.Count);
        sql.Add($"""
            SELECT {_order.Place}, {DealListOrder.Keys(part)}, d.hit, d.last FROM (
                SELECT d.*, {(residual.Count == 0 ? "true" : $"({string.Join(" AND ", residual)}) IS TRUE")} AS hit FROM (
                    SELECT u.*, count(*) FILTER (WHERE u.last) OVER (ORDER BY {_order.By(part, "u.")} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ended
                    FROM (SELECT m.*, m.n = {each} AS last FROM {_rows.Groups(sql)} CROSS JOIN LATERAL (SELECT x.*, row_number() OVER () AS n FROM (
            """)
            .Add(_rows.OfGroup(sql, part, each))
            .Add($") x) m) u) d WHERE d.ended = 0 OFFSET 0) d WHERE d.hit OR d.last ORDER BY {_order.By(part, "d.")} LIMIT {need}");
        return sql.ToCommand();
    }

    /// <summary>At most <paramref name="budget"/> entries in the order of the values of a custom field, with ids as the only other key; the last of them is answered whether it matches or not.</summary>
    public NpgsqlBatchCommand WalkValues(DealListPart part, int need, int budget)
    {
        var sql = new DealSql();
        var residual = ResidualOf(sql, part);
        var entries = residual.Count == 0 ? Math.Min(need, budget) : budget;
        sql.Add($"SELECT {_order.Place}, d.k1, d.hit, d.n = {budget} FROM (SELECT d.*, {Hit(residual)} AS hit FROM (")
            .Add(_rows.OfEntries(sql, part, $"({_rows.Entries(sql, part, entries)})"))
            .Add($") d OFFSET 0) d WHERE d.hit OR d.n = {budget} LIMIT {need}");
        return sql.ToCommand();
    }

    /// <summary>
    /// The next value of the custom field that leads the part's order, and how many entries have it, up to a cap: by the second key they are
    /// sorted only if they are few.
    /// </summary>
    public NpgsqlBatchCommand NextValue(DealListPart part, int cap)
    {
        var sql = new DealSql();
        var value = DealListRows.Value(part.First);
        sql.Add($"SELECT v.k1, (SELECT count(*) FROM (SELECT FROM {_tables.Fields} f WHERE {_rows.OfField(sql, part.First)} AND {value} = v.k1 LIMIT {cap}) c) FROM (")
            .Add(_rows.Values(sql, part, 1)).Add(") v");
        return sql.ToCommand();
    }

    /// <summary>
    /// The deals with the next values of a custom field, by the second key within each value: at most so many entries, of which those of the
    /// last value are left out, as there may be more of them. The last of the others is answered whether it matches or not.
    /// </summary>
    public NpgsqlBatchCommand WalkTies(DealListPart part, int need, int budget)
    {
        var sql = new DealSql();
        sql.Add("WITH e AS MATERIALIZED (").Add(_rows.Entries(sql, part, budget)).Add($"""
            ), whole AS MATERIALIZED (
                SELECT max(e.n) AS n FROM e WHERE e.k1 IS DISTINCT FROM (SELECT z.k1 FROM e z WHERE z.n = {budget}))
            SELECT {_order.Place}, {DealListOrder.Keys(part)}, d.hit, d.last FROM (
                SELECT d.*, {Hit([.. ResidualOf(sql, part), .. AfterTies(sql, part)])} AS hit,
                       d.n = (SELECT w.n FROM whole w) AND EXISTS (SELECT FROM e z WHERE z.n = {budget}) AS last
                FROM (
            """)
            .Add(_rows.OfEntries(sql, part, "(SELECT e.* FROM e WHERE e.n <= (SELECT w.n FROM whole w))"))
            .Add($") d OFFSET 0) d WHERE d.hit OR d.last ORDER BY {_order.By(part, "d.")} LIMIT {need + 1}");
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
        sql.Add("SELECT count(*) FROM (SELECT FROM ").Add(_rows.From(sql, source, part, keys: false)).Add($" LIMIT {cap + 1}) c");
        return sql.ToCommand();
    }

    /// <summary>The same of a condition on a custom field, of all deals.</summary>
    public NpgsqlBatchCommand Count(DealFieldFilter filter, int cap)
    {
        var sql = new DealSql();
        sql.Add($"SELECT count(*) FROM (SELECT FROM {_tables.Fields} f WHERE {_rows.OfField(sql, filter)} LIMIT {cap + 1}) c");
        return sql.ToCommand();
    }

    /// <summary>The same of what deals were before they changed after the list's position.</summary>
    public NpgsqlBatchCommand CountChanged(int cap)
    {
        var sql = new DealSql();
        sql.Add($"SELECT count(*) FROM (SELECT FROM {_tables.Deals} x WHERE x.until > {sql.Value(request.At!.Value)} ORDER BY x.until LIMIT {cap + 1}) c");
        return sql.ToCommand();
    }

    /// <summary>The first of a part in order, out of all that one filter matches.</summary>
    public NpgsqlBatchCommand Gather(DealSource source, DealListPart part, int need)
    {
        var sql = new DealSql();
        return Gathered(sql, _rows.From(sql, source, part, keys: true), part, need, sight: false);
    }

    /// <summary>The same of a condition on a custom field, of all deals; it says itself what the caller sees.</summary>
    public NpgsqlBatchCommand Gather(DealFieldFilter filter, DealListPart part, int need)
    {
        var sql = new DealSql();
        return Gathered(sql, _rows.FromField(sql, filter, part), part, need, sight: true);
    }

    /// <summary>The same of what deals were before they changed after the list's position; it says itself what the caller sees.</summary>
    public NpgsqlBatchCommand GatherChanged(DealListPart part, int need)
    {
        var sql = new DealSql();
        return Gathered(sql, _rows.FromChanged(sql, part), part, need, sight: true);
    }

    /// <summary>The same of all that has the words; the other filters narrow the bitmap.</summary>
    public NpgsqlBatchCommand GatherText(DealListPart part, int need)
    {
        var sql = new DealSql();
        var (first, second) = _rows.Keys(sql, part, "d.");
        sql.Add($"SELECT {_order.Place}, {first}{(part.Sort.Length > 1 ? $", {second}" : "")} FROM {_tables.Deals} d WHERE d.document @@ {_conditions.Words(sql)}");
        foreach (var condition in Everything(sql, part, first, second, text: false, sight: true))
            sql.Add($" AND {condition}");
        sql.Add($" ORDER BY {_order.By(part, first, second, "d.id", "d.until")} LIMIT {need}");
        return sql.ToCommand();
    }

    private NpgsqlBatchCommand Gathered(DealSql sql, string from, DealListPart part, int need, bool sight)
    {
        sql.Add($"SELECT {_order.Place}, {DealListOrder.Keys(part)} FROM ").Add(from);
        var conditions = Everything(sql, part, "d.k1", "d.k2", text: true, sight);
        if (conditions.Count > 0)
            sql.Add($" WHERE {string.Join(" AND ", conditions)}");
        sql.Add($" ORDER BY {_order.By(part, "d.")} LIMIT {need}");
        return sql.ToCommand();
    }

    private List<string> Everything(DealSql sql, DealListPart part, string first, string second, bool text, bool sight) =>
    [
        .. _conditions.Range(sql, part, first, second, "d."), .. _conditions.Group(sql), .. _conditions.Residual(sql, part, text, sight),
    ];

    // In the order of a custom field nothing but that field is decided by an index.
    private List<string> ResidualOf(DealSql sql, DealListPart part) =>
        part.IsInFieldOrder ? [.. _conditions.Group(sql, pipelineToo: false), .. _conditions.Residual(sql, part)] : _conditions.Residual(sql, part);

    private string[] AfterTies(DealSql sql, DealListPart part) =>
        part.After is { IsEnd: false } ? [_order.After(sql, part, "d.k1", "d.k2", "d.id", "d.until")] : [];

    private static string Hit(List<string> conditions) => conditions.Count == 0 ? "true" : $"({string.Join(" AND ", conditions)}) IS TRUE";
}
