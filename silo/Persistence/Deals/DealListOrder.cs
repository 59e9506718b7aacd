using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The order of a part in SQL, and the places after one in it.</summary>
internal static class DealListOrder
{
    /// <summary>For ORDER BY.</summary>
    /// <param name="part">The part.</param>
    /// <param name="first">The first key.</param>
    /// <param name="second">The second one, where the part has two.</param>
    /// <param name="id">The deal's id.</param>
    public static string By(DealListPart part, string first, string second, string id)
    {
        var order = $"{id} {Direction(part.IdDescending)}";
        if (part.Sort.Length > 1)
            order = $"{second} {Direction(part.Sort[1].Descending)}{(part.Sort[1].IsCustom ? " NULLS LAST" : "")}, {order}";
        // Nothing leads where a custom field is missing: no index has that.
        return part.First.IsCustom && part.FirstIsNull ? order : $"{first} {Direction(part.First.Descending)}{Nulls(part)}, {order}";
    }

    /// <summary>As <see cref="By"/> for columns k1, k2 and id of an alias.</summary>
    public static string By(DealListPart part, string alias) => By(part, alias + "k1", alias + "k2", alias + "id");

    /// <summary>The columns of the keys.</summary>
    public static string Keys(DealListPart part, string alias) => $"{alias}k1{(part.Sort.Length > 1 ? $", {alias}k2" : "")}";

    /// <summary>The condition that a row comes after the part's place.</summary>
    /// <param name="sql">The statement, which takes the values.</param>
    /// <param name="part">The part.</param>
    /// <param name="first">The first key.</param>
    /// <param name="second">The second one, where the part has two.</param>
    /// <param name="id">The deal's id.</param>
    public static string After(DealSql sql, DealListPart part, string first, string second, string id)
    {
        var after = part.After!;
        var place = sql.Value(after.Id);
        if (part.FirstIsNull)
            return $"{id} {Past(part.IdDescending)} {place}";
        var value = sql.Value(after.Keys[0]!);
        var past = Past(part.First.Descending);
        if (part.Sort.Length == 1)
            return $"({first}, {id}) {past} ({value}, {place})";
        var idPast = $"{id} {Past(part.IdDescending)} {place}";
        return $"{first} {past}= {value} AND ({first} {past} {value} OR {AfterSecond(sql, part.Sort[1], after.Keys[1], second, idPast)})";
    }

    private static string AfterSecond(DealSql sql, DealKey key, object? value, string second, string idPast)
    {
        if (key.IsCustom && value is null)
            return $"({second} IS NULL AND {idPast})";
        var given = sql.Value(DealSql.TotalValue(key.Field, value));
        var missing = key.IsCustom ? $"{second} IS NULL OR " : "";
        return $"{missing}{second} {Past(key.Descending)} {given} OR ({second} = {given} AND {idPast})";
    }

    // As in the index by amounts, where missing ones are at the low end.
    private static string Nulls(DealListPart part) =>
        part.First.Field != DealSortField.Amount ? "" : part.First.Descending ? " NULLS LAST" : " NULLS FIRST";

    private static string Direction(bool descending) => descending ? "DESC" : "ASC";

    private static string Past(bool descending) => descending ? "<" : ">";
}
