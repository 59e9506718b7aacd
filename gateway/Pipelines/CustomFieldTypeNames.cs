using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The names of custom fields' types on the wire.</summary>
internal static class CustomFieldTypeNames
{
    /// <summary>All of them, by type.</summary>
    public static IReadOnlyList<string> All { get; } = ["text", "number", "date", "money", "choice", "user", "link"];

    public static string Of(CustomFieldType type) => All[(int)type];

    /// <summary>The type of that name; null when there is none.</summary>
    public static CustomFieldType? Find(string? name)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i] == name) return (CustomFieldType)i;
        return null;
    }
}
