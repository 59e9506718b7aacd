using System.Globalization;
using System.Text.Json;

namespace Crm.Actors.Grains.Deals;

/// <summary>The values of custom fields as JSON texts.</summary>
public static class CustomFieldJson
{
    /// <summary>The one text that a value has, wherever it comes from; null when it is no string, boolean or number of at most 28 digits.</summary>
    public static string? Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value.GetString()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => Number(value.GetRawText()),
        _ => null,
    };

    private static string? Number(string text) =>
        text.Count(char.IsAsciiDigit) <= 28
        && !text.Contains('e', StringComparison.OrdinalIgnoreCase)
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
}
