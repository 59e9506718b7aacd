using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Grains.Deals;

/// <summary>The values of typed custom fields: equal values have equal JSON texts.</summary>
internal static class CustomFieldValues
{
    private const decimal MoneyLimit = DealChecks.AmountLimit;
    private const int NamedChoices = 10;

    /// <summary>The one text that a value has; null when the field cannot have it.</summary>
    public static string? Canonical(CustomField field, JsonElement value) => field.Type switch
    {
        CustomFieldType.Number => value.ValueKind == JsonValueKind.Number ? CustomFieldJson.Canonical(value) : null,
        CustomFieldType.Money => Money(value, field.Currency!),
        _ => value.ValueKind == JsonValueKind.String && IsText(value.GetString()!, field) is { } text ? JsonText.Of(text) : null,
    };

    /// <summary>What the field can have, for a person.</summary>
    public static string Wanted(CustomField field) => field.Type switch
    {
        CustomFieldType.Number => "Must be a number of at most 28 digits.",
        CustomFieldType.Money => $"Must be a decimal from -10^15 to 10^15 with at most the decimals of {field.Currency}.",
        CustomFieldType.Date => "Must be a date such as 2026-03-31, from 1970 to 2999.",
        CustomFieldType.Choice => $"Must be one of {string.Join(", ", field.Choices.Take(NamedChoices))}{(field.Choices.Length > NamedChoices ? ", ..." : "")}.",
        CustomFieldType.User => "Must be a user's id.",
        CustomFieldType.Link => $"Must be an absolute http or https address of at most {DealChecks.MaxCustomFieldText} characters.",
        _ => $"Must be text of at most {DealChecks.MaxCustomFieldText} characters, without control characters or broken Unicode.",
    };

    /// <summary>The text as it is kept; null when it is none of the field's.</summary>
    private static string? IsText(string text, CustomField field) => field.Type switch
    {
        CustomFieldType.Date => IsDate(text) ? text : null,
        CustomFieldType.Choice => field.Choices.Contains(text) ? text : null,
        CustomFieldType.User => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty ? id.ToString("D") : null,
        CustomFieldType.Link => IsLink(text) ? text : null,
        _ => text.Length <= DealChecks.MaxCustomFieldText && !DealChecks.HasForbidden(text, lines: false) ? text : null,
    };

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1970 and <= 2999;

    private static bool IsLink(string text) =>
        text.Length <= DealChecks.MaxCustomFieldText
        && !text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c))
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    private static string? Money(JsonElement value, string currency)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        return text.Count(char.IsAsciiDigit) <= 28
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount is > -MoneyLimit and < MoneyLimit
                ? JsonText.Of(Currencies.Scale(amount, currency)) is var json and not JsonText.Null ? json : null
                : null;
    }
}
