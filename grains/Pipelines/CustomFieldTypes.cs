using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>The names of custom fields' types in events, rows and refusals.</summary>
public static class CustomFieldTypes
{
    public static string NameOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Text => "text",
        CustomFieldType.Number => "number",
        CustomFieldType.Date => "date",
        CustomFieldType.Money => "money",
        CustomFieldType.Choice => "choice",
        CustomFieldType.User => "user",
        CustomFieldType.Link => "link",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type."),
    };

    public static CustomFieldType Parse(string? name) => name switch
    {
        "text" => CustomFieldType.Text,
        "number" => CustomFieldType.Number,
        "date" => CustomFieldType.Date,
        "money" => CustomFieldType.Money,
        "choice" => CustomFieldType.Choice,
        "user" => CustomFieldType.User,
        "link" => CustomFieldType.Link,
        _ => throw new FormatException($"No custom field is of a type '{name}'."),
    };
}
