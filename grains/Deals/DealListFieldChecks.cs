using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>Checks what a list asks of custom fields. Pointers name the query parameters.</summary>
internal sealed class DealListFieldChecks : FieldChecks
{
    private const int MaxConditions = 5;
    private const int MaxKey = 63;
    private const int MaxText = 1000;

    public static Rejection NoPipeline { get; } = Rejections.Invalid("#/pipelineId", "Must be given where custom fields are asked for.");

    public static Rejection NoSuchPipeline { get; } = Rejections.Invalid("#/pipelineId", "There is no such pipeline.");

    private DealListFieldChecks()
    {
    }

    /// <param name="query">The list.</param>
    /// <param name="pipeline">Its pipeline, which knows the types.</param>
    /// <returns>The fields, or why they are refused.</returns>
    public static (DealListFields? Fields, Rejection? Rejection) Check(ListDeals query, PipelineDefinition pipeline)
    {
        var checks = new DealListFieldChecks();
        var conditions = query.CustomFields.IsDefault ? [] : query.CustomFields;
        if (conditions.Length > MaxConditions)
            checks.Add("#/customFields", $"Must have at most {MaxConditions} conditions.");
        var filters = conditions.Take(MaxConditions).Select(condition => checks.Filter(condition, pipeline)).ToImmutableArray();
        var numbers = ImmutableArray.CreateBuilder<string>();
        foreach (var sort in query.Sort.IsDefault ? [] : query.Sort)
        {
            if (sort.Field == DealSortField.CustomField && checks.Ordered(sort.Key ?? "", pipeline) is { } field && IsNumber(field))
                numbers.Add(field.Key);
        }

        return checks.Failed ? (null, checks.Rejection) : (new DealListFields(filters, numbers.ToImmutable()), null);
    }

    private CustomField? Ordered(string key, PipelineDefinition pipeline)
    {
        var field = pipeline.Field(key);
        if (field is null)
            Add("#/sort", $"The pipeline has no custom field '{Shown(key)}'.");
        return field;
    }

    private DealFieldFilter Filter(FieldCondition condition, PipelineDefinition pipeline)
    {
        var field = pipeline.Field(condition.Key);
        var filter = new DealFieldFilter(condition.Key, IsNumber(field));
        var pointer = $"#/customFields.{Shown(condition.Key)}";
        var isRange = condition.Min is not null || condition.Max is not null;
        if (field is null && !(pipeline.FreeFields && IsKey(condition.Key)))
            Add(pointer, "The pipeline has no such custom field.");
        else if (isRange == condition.Is is not null)
            Add(pointer, "Must be a value, or have a least or a greatest one.");
        else if (isRange && field?.Type is not (CustomFieldType.Number or CustomFieldType.Money or CustomFieldType.Date))
            Add(pointer, "Only numbers, money and dates of the pipeline have a range.");
        else
            return Typed(filter, condition, field?.Type ?? CustomFieldType.Text, pointer);
        return filter;
    }

    private DealFieldFilter Typed(DealFieldFilter filter, FieldCondition condition, CustomFieldType type, string pointer)
    {
        filter = filter with
        {
            Is = Value(condition.Is, type, pointer),
            Min = Value(condition.Min, type, $"{pointer}.min"),
            Max = Value(condition.Max, type, $"{pointer}.max"),
        };
        if (IsAbove(filter.Min, filter.Max))
            Add($"{pointer}.min", "Must not be above the greatest value.");
        return filter;
    }

    private object? Value(string? text, CustomFieldType type, string pointer)
    {
        if (text is null)
            return null;
        switch (type)
        {
            case CustomFieldType.Number or CustomFieldType.Money:
                if (DealFieldFilter.TryNumber(text, out var number))
                    return number;
                Add(pointer, "Must be a decimal number of at most 28 digits.");
                return null;
            case CustomFieldType.Date:
                if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                    return text;
                Add(pointer, "Must be a date such as 2026-03-31.");
                return null;
            case CustomFieldType.User:
                if (Guid.TryParseExact(text, "D", out var id))
                    return id.ToString();
                Add(pointer, "Must be a UUID.");
                return null;
            default:
                Text(pointer, text, MaxText, required: false);
                return text;
        }
    }

    private static bool IsNumber(CustomField? field) => field?.Type is CustomFieldType.Number or CustomFieldType.Money;

    private static bool IsAbove(object? min, object? max) => (min, max) switch
    {
        (decimal low, decimal high) => low > high,
        (string low, string high) => string.CompareOrdinal(low, high) > 0,
        _ => false,
    };

    private static bool IsKey(string key) =>
        key.Length is > 0 and <= MaxKey && char.IsAsciiLetter(key[0]) && key.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Shown(string key) => key.Length > MaxKey ? key[..MaxKey] : key;
}
