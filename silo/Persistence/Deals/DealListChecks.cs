using System.Collections.Immutable;
using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Checks a query before the database sees it. Pointers name the query parameters.</summary>
internal static class DealListChecks
{
    public const int MaxLimit = 200;
    private const int MaxText = 200;
    private const int MaxStage = 100;
    private const decimal AmountLimit = 1_000_000_000_000_000m;

    private static readonly ImmutableArray<DealSort> NewestUpdateFirst = [new(DealSortField.UpdatedAt, Descending: true)];

    /// <param name="query">The list.</param>
    /// <param name="fields">What it asks of custom fields, checked before.</param>
    /// <returns>The request, or why it is refused.</returns>
    public static (DealListRequest? Request, Rejection? Rejection) Check(ListDeals query, DealListFields? fields = null)
    {
        fields ??= DealListFields.None;
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        void Wrong(bool wrong, string pointer, string detail)
        {
            if (wrong)
                errors.Add(new(pointer, detail));
        }

        var sort = query.Sort.IsDefaultOrEmpty ? NewestUpdateFirst : query.Sort;
        Wrong(query.Limit is < 1 or > MaxLimit, "#/limit", $"Must be from 1 to {MaxLimit}.");
        Wrong(sort.Length > 2 || sort.Any(s => !Enum.IsDefined(s.Field)), "#/sort", "Must be one or two of the fields that lists can be ordered by.");
        Wrong(sort.Length == 2 && sort[0].Field == sort[1].Field && sort[0].Key == sort[1].Key, "#/sort", "Must not name a field twice.");
        Wrong(sort.Any(static s => (s.Field == DealSortField.CustomField) == (s.Key is null)), "#/sort", "Must name a custom field, and no other, by its key.");
        Wrong(query.PipelineId is null && (!fields.Filters.IsEmpty || sort.Any(static s => s.Field == DealSortField.CustomField)), "#/pipelineId", "Must be given where custom fields are asked for.");
        Wrong(query.Stage is { } stage && (stage.Length is 0 or > MaxStage || !IsPlain(stage)), "#/stage", "Must be the name of a stage.");
        Wrong(query.Status is { } status && !Enum.IsDefined(status), "#/status", "Must be open, won or lost.");
        Wrong(query.MinAmount is < 0 or >= AmountLimit, "#/minAmount", "Must be from 0 to below 10^15.");
        Wrong(query.MaxAmount is < 0 or >= AmountLimit, "#/maxAmount", "Must be from 0 to below 10^15.");
        Wrong(query.MinAmount > query.MaxAmount, "#/minAmount", "Must not be above maxAmount.");
        Wrong(query.Text is { Length: > MaxText }, "#/q", $"Must have at most {MaxText} characters.");
        Wrong(query.Text is { } text && !IsPlain(text), "#/q", "Must not have control characters or unpaired surrogates.");
        Wrong(query.Text is { } words && !words.EnumerateRunes().Any(Rune.IsLetterOrDigit), "#/q", "Must have a letter or a digit.");
        if (errors.Count > 0)
            return (null, new Rejection(RejectionCode.Invalid, "The query is not valid.") { Errors = errors.ToImmutable() });

        return (new(DealSight.Of(query.Caller), query.Limit, [.. sort.Select(s => KeyOf(s, fields))])
        {
            PipelineId = query.PipelineId,
            Stage = query.Stage,
            Status = query.Status?.Name(),
            Archived = query.Archived,
            OwnerId = query.OwnerId,
            TeamId = query.TeamId,
            MinAmount = query.MinAmount,
            MaxAmount = query.MaxAmount,
            Text = query.Text,
            Fields = fields.Filters,
            AsOf = query.AsOf,
        }, null);
    }

    public static Rejection WrongLimit { get; } = Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}.");

    public static Rejection NeedsPipeline { get; } =
        Rejections.Invalid("#/pipelineId", "Must be given: there are too many pipelines and stages to list the deals of all of them together.");

    public static Rejection WrongCursor { get; } =
        Rejections.Invalid("#/cursor", "Must be a cursor of this list, with the same filters and order.");

    private static DealKey KeyOf(DealSort sort, DealListFields fields) =>
        new(sort.Field, sort.Descending) { Custom = sort.Key, IsNumber = sort.Key is { } key && fields.Numbers.Contains(key) };

    private static bool IsPlain(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done || Rune.IsControl(rune))
                return false;
            rest = rest[used..];
        }

        return true;
    }
}
