using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// The order of a part in SQL, and the places after one in it. Among what deals were one deal has many rows in the same place, which their
/// ends tell apart.
/// </summary>
/// <param name="tables">Where the list looks.</param>
internal sealed class DealListOrder(DealListTables tables)
{
    /// <summary>The columns before the keys.</summary>
    public string Place => tables.AreFormer ? "d.id, d.since, d.until" : "d.id, d.since, NULL::bigint";

    /// <summary>The columns of the keys.</summary>
    public static string Keys(DealListPart part) => part.Sort.Length > 1 ? "d.k1, d.k2" : "d.k1";

    /// <summary>For ORDER BY.</summary>
    /// <param name="part">The part.</param>
    /// <param name="first">The first key.</param>
    /// <param name="second">The second one, where the part has two.</param>
    /// <param name="id">The deal's id.</param>
    /// <param name="until">The end of the row, where it has one.</param>
    public string By(DealListPart part, string first, string second, string id, string until)
    {
        var order = $"{id} {Direction(part.IdDescending)}{(tables.AreFormer ? $", {until} {Direction(part.IdDescending)}" : "")}";
        if (part.Sort.Length > 1)
            order = $"{second} {Direction(part.Sort[1].Descending)}{(part.Sort[1].IsCustom ? " NULLS LAST" : "")}, {order}";
        // Nothing leads where a custom field is missing: no index has that.
        return part.First.IsCustom && part.FirstIsNull ? order : $"{first} {Direction(part.First.Descending)}{Nulls(part)}, {order}";
    }

    /// <summary>The same by columns k1, k2, id and until of an alias.</summary>
    public string By(DealListPart part, string alias) => By(part, alias + "k1", alias + "k2", alias + "id", alias + "until");

    /// <summary>The condition that a row comes after the part's place.</summary>
    /// <param name="sql">The statement, which takes the values.</param>
    /// <param name="part">The part.</param>
    /// <param name="first">The first key.</param>
    /// <param name="second">The second one, where the part has two.</param>
    /// <param name="id">The deal's id.</param>
    /// <param name="until">The end of the row, where it has one.</param>
    public string After(DealSql sql, DealListPart part, string first, string second, string id, string until)
    {
        var after = part.After!;
        var (row, place) = (id, sql.Value(after.Id));
        if (tables.AreFormer && after.Until is { } end)
            (row, place) = ($"{id}, {until}", $"{place}, {sql.Value(end)}");
        var rowPast = $"({row}) {Past(part.IdDescending)} ({place})";
        if (part.FirstIsNull)
            return rowPast;
        var value = sql.Value(after.Keys[0]!);
        var past = Past(part.First.Descending);
        return part.Sort.Length == 1
            ? $"({first}, {row}) {past} ({value}, {place})"
            : $"{first} {past}= {value} AND ({first} {past} {value} OR {AfterSecond(sql, part.Sort[1], after.Keys[1], second, rowPast)})";
    }

    private static string AfterSecond(DealSql sql, DealKey key, object? value, string second, string rowPast)
    {
        if (key.IsCustom && value is null)
            return $"({second} IS NULL AND {rowPast})";
        var given = sql.Value(DealSql.TotalValue(key.Field, value));
        var missing = key.IsCustom ? $"{second} IS NULL OR " : "";
        return $"{missing}{second} {Past(key.Descending)} {given} OR ({second} = {given} AND {rowPast})";
    }

    // As in the index by amounts, where missing ones are at the low end.
    private static string Nulls(DealListPart part) =>
        part.First.Field != DealSortField.Amount ? "" : part.First.Descending ? " NULLS LAST" : " NULLS FIRST";

    private static string Direction(bool descending) => descending ? "DESC" : "ASC";

    private static string Past(bool descending) => descending ? "<" : ">";
}
