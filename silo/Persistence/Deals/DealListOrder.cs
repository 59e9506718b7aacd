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
    /// <param name="until">Which version of the deal it is, where there may be several.</param>
    public static string By(DealListPart part, string first, string second, string id, string until)
    {
        var direction = Direction(part.IdDescending);
        var order = $"{id} {direction}{(part.IsOfVersions ? $", {until} {direction}" : "")}";
        if (part.Sort.Length > 1)
            order = $"{second} {Direction(part.Sort[1].Descending)}{(part.Sort[1].IsCustom ? " NULLS LAST" : "")}, {order}";
        // Nothing leads where a custom field is missing: no index has that.
        return part.First.IsCustom && part.FirstIsNull ? order : $"{first} {Direction(part.First.Descending)}{Nulls(part)}, {order}";
    }

    /// <summary>As <see cref="By(DealListPart, string, string, string, string)"/> for columns k1, k2, id and until of an alias.</summary>
    public static string By(DealListPart part, string alias) => By(part, alias + "k1", alias + "k2", alias + "id", alias + "until");

    /// <summary>The columns of the keys.</summary>
    public static string Keys(DealListPart part, string alias) => $"{alias}k1{(part.Sort.Length > 1 ? $", {alias}k2" : "")}";

    /// <summary>The condition that a row comes after the part's place.</summary>
    /// <param name="sql">The statement, which takes the values.</param>
    /// <param name="part">The part.</param>
    /// <param name="first">The first key.</param>
    /// <param name="second">The second one, where the part has two.</param>
    /// <param name="id">The deal's id.</param>
    /// <param name="until">Which version of the deal it is, where there may be several.</param>
    public static string After(DealSql sql, DealListPart part, string first, string second, string id, string until)
    {
        var after = part.After!;
        var (row, place) = part.IsOfVersions ? ($"{id}, {until}", $"{sql.Value(after.Id)}, {sql.Value(Until(part))}") : (id, sql.Value(after.Id));
        var idPast = $"({row}) {Past(part.IdDescending)} ({place})";
        if (part.FirstIsNull)
            return idPast;
        var value = sql.Value(after.Keys[0]!);
        var past = Past(part.First.Descending);
        return part.Sort.Length == 1
            ? $"({first}, {row}) {past} ({value}, {place})"
            : $"{first} {past}= {value} AND ({first} {past} {value} OR {AfterSecond(sql, part.Sort[1], after.Keys[1], second, idPast)})";
    }

    // A place in the list as it is comes after all that the deal was before.
    private static long Until(DealListPart part) => part.After!.Until ?? (part.IdDescending ? 0 : long.MaxValue);

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
