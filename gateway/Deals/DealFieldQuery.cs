using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Reads what the parameters of a list ask of custom fields: <c>customFields.key</c>, <c>customFields.key.min</c> and <c>customFields.key.max</c>.</summary>
internal static class DealFieldQuery
{
    public const int MaxConditions = 5;

    private const string Prefix = DealFields.CustomFields + ".";
    private const int MaxKey = 63;

    /// <summary>Whether a parameter is one of them.</summary>
    public static bool Knows(string name)
    {
        var parts = name.Split('.');
        return parts is [DealFields.CustomFields, _] or [DealFields.CustomFields, _, "min" or "max"] && IsKey(parts[1]);
    }

    /// <summary>The key of a field that is named <c>customFields.key</c>; null when it is named otherwise.</summary>
    public static string? KeyOf(string name) => name.Split('.') is [DealFields.CustomFields, var key] && IsKey(key) ? key : null;

    public static ImmutableArray<FieldCondition> Conditions(StrictQuery query, RequestErrors errors)
    {
        var keys = query.Names.Select(static name => name.Split('.')).Where(static parts => parts is [DealFields.CustomFields, ..]).Select(static parts => parts[1]);
        var conditions = ImmutableArray.CreateBuilder<FieldCondition>();
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            var name = Prefix + key;
            var condition = new FieldCondition(key, query[name], query[name + ".min"], query[name + ".max"]);
            if (condition.Is is not null && (condition.Min ?? condition.Max) is not null) errors.Parameter(name, "must not be given together with a least or a greatest value");
            else if (conditions.Count == MaxConditions) errors.Parameter(name, $"is one field too many: at most {MaxConditions} may be asked for");
            else conditions.Add(condition);
        }

        return conditions.ToImmutable();
    }

    private static bool IsKey(string text) =>
        text.Length is > 0 and <= MaxKey && char.IsAsciiLetter(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
