using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The conditions of a list in SQL. Where nothing else is said they are about a row with the alias d.</summary>
internal sealed class DealListConditions(DealListRequest request)
{
    /// <summary>The longest text that <c>crm.deal_list_fields</c> has in one piece.</summary>
    private const int Beginning = 200;

    private readonly DealListTables _tables = request.Tables;
    private readonly DealListOrder _order = new(request.Tables);

    /// <summary>The conditions on custom fields that hold for a part.</summary>
    public ImmutableArray<DealFieldFilter> FieldsOf(DealListPart part) => part.Tie is { } tie ? request.Fields.Add(tie) : request.Fields;

    /// <summary>What bounds the leading column in an index of the groups: the part itself, the amounts asked for, the place after which to start.</summary>
    public List<string> Range(DealSql sql, DealListPart part, string first, string second, string alias)
    {
        var conditions = new List<string>();
        if (part.First.Field == DealSortField.Amount)
            conditions.AddRange(Amounts(sql, part, alias, part.After?.Keys[0] as decimal?));
        else if (part.First.Field == DealSortField.ExpectedCloseDate)
            conditions.Add($"{alias}expected_close_date IS {(part.FirstIsNull ? "" : "NOT ")}NULL");
        else if (part.IsInFieldOrder)
            conditions.Add($"{first} IS NOT NULL");
        if (part.After is not null)
            conditions.Add(part.After.IsEnd ? $"{first} {(part.First.Descending ? "<" : ">")} {sql.Value(part.After.Keys[0]!)}" : _order.After(sql, part, first, second, alias + "id", alias + "until"));
        return conditions;
    }

    /// <summary>The amounts of a part. Where the place of an order by amount is the tighter bound, the other is left out: a scan starts at the first bound that it finds.</summary>
    public List<string> Amounts(DealSql sql, DealListPart part, string alias, decimal? place)
    {
        if (part.NoAmount is true)
            return [$"{alias}amount IS NULL"];
        var conditions = new List<string>();
        var descending = part.First.Descending;
        if (request.MinAmount is { } min && (descending || !(place >= min)))
            conditions.Add($"{alias}amount >= {sql.Value(min)}");
        if (request.MaxAmount is { } max && (!descending || !(place <= max)))
            conditions.Add($"{alias}amount <= {sql.Value(max)}");
        if (conditions.Count == 0 && place is null)
            conditions.Add($"{alias}amount IS NOT NULL");
        return conditions;
    }

    /// <summary>What puts a deal into the groups.</summary>
    public List<string> Group(DealSql sql, bool pipelineToo = true)
    {
        var conditions = new List<string>();
        if (pipelineToo && request.PipelineId is { } pipeline)
            conditions.Add($"d.pipeline_id = {sql.Value(pipeline)}");
        if (request.Stage is { } stage)
            conditions.Add($"d.stage = {sql.Value(stage)}");
        if (request.Status is { } status)
            conditions.Add($"d.status = {sql.Value(status)}");
        if (request.Archived is { } archived)
            conditions.Add($"d.archived = {(archived ? "true" : "false")}");
        return conditions;
    }

    /// <summary>What neither the groups nor the indexes of the order decide.</summary>
    public List<string> Residual(DealSql sql, DealListPart part, bool text = true, bool sight = true)
    {
        var conditions = new List<string>();
        if (request.At is { } at)
            conditions.Add(Valid(sql, at, "d."));
        // Nothing else is asked of a hidden deal.
        if (sight && request.Whose == DealSource.Seen)
            conditions.Add(Sight(sql));
        if (request.OwnerId is { } owner)
            conditions.Add($"d.owner_id = {sql.Value(owner)}");
        if (request.TeamId is { } team)
            conditions.Add($"d.team_id = {sql.Value(team)}");
        if (part.First.Field != DealSortField.Amount && (part.NoAmount is true || request.HasAmounts))
            conditions.AddRange(Amounts(sql, part, "d.", place: null));
        if (part.First.Field != DealSortField.ExpectedCloseDate && part.NoCloseDate is true)
            conditions.Add("d.expected_close_date IS NULL");
        conditions.AddRange(part.Lacking.Select(key =>
            $"NOT EXISTS (SELECT FROM {_tables.Fields} f WHERE {_tables.IsFieldOf("f.", "d.")} AND f.key = {sql.Value(key.Custom!)}{(key.IsNumber ? " AND f.number IS NOT NULL" : "")} OFFSET 0)"));
        conditions.AddRange(FieldsOf(part).Select(filter =>
            $"EXISTS (SELECT FROM {_tables.Fields} f WHERE {_tables.IsFieldOf("f.", "d.")} AND {Field(sql, filter)} OFFSET 0)"));
        if (text && request.Text is not null)
        {
            // The bits spare most look-ups. OFFSET 0: one look-up for each deal, never a hash of all that match.
            conditions.Add($"d.word_bits & {Bits(sql)} = {Bits(sql)}");
            conditions.Add($"EXISTS (SELECT FROM {_tables.Deals} t WHERE {_tables.IsDeal("t.", "d.")} AND t.document @@ {Words(sql)} OFFSET 0)");
        }

        return conditions;
    }

    /// <summary>A condition on a row of the custom fields, with the alias f.</summary>
    public static string Field(DealSql sql, DealFieldFilter filter)
    {
        var conditions = new List<string> { $"f.key = {sql.Value(filter.Key)}" };
        var column = filter.IsNumber ? "f.number" : "f.text";
        if (filter.Is is string { Length: > Beginning } whole)
            conditions.Add($"f.text = left({sql.Value(whole)}, {Beginning}) AND f.rest IS NOT DISTINCT FROM nullif(substr({sql.Value(whole)}, {Beginning + 1}), '')");
        else if (filter.Is is { } value)
            conditions.Add($"{column} = {sql.Value(value)}{(filter.IsNumber ? "" : " AND f.rest IS NULL")}");
        if (filter.Min is { } min)
            conditions.Add($"{column} >= {sql.Value(min)}");
        if (filter.Max is { } max)
            conditions.Add($"{column} <= {sql.Value(max)}");
        return string.Join(" AND ", conditions);
    }

    /// <summary>The condition that a row was so at a position. Later changes of what is now are left out, as they are found among what was.</summary>
    public string Valid(DealSql sql, long at, string alias) =>
        $"{alias}since <= {sql.Value(at)}{(_tables.AreFormer ? $" AND {alias}until > {sql.Value(at)}" : "")}";

    /// <summary>The words that are asked for.</summary>
    public string Words(DealSql sql) => $"crm.deal_words_query({sql.Value(request.Text!)})";

    private string Bits(DealSql sql) => $"crm.deal_word_bits(crm.deal_words({sql.Value(request.Text!)}))";

    // What the database's policies say, for statements that they do not narrow.
    private string Sight(DealSql sql) =>
        _tables.AreFormer ? $"EXISTS (SELECT FROM crm.deal_list l WHERE l.id = d.id AND {Sight(sql, "l.")} OFFSET 0)" : Sight(sql, "d.");

    private string Sight(DealSql sql, string alias) =>
        $"({alias}owner_id = {sql.Value(request.Sight.UserId)} OR {alias}team_id = ANY({sql.Value(request.Sight.Teams)}) "
        + $"OR {alias}id IN (SELECT s.deal_id FROM crm.deal_list_shares s WHERE s.principal_id = ANY({sql.Value(request.Sight.Principals)})))";
}
