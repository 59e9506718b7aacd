using System.Collections.Immutable;
using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Reads the parameters of the lists of deals.</summary>
internal static class DealQuery
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
    public const int MaxSorts = 2;

    private static readonly string[] OfList =
        ["limit", "cursor", "sort", "pipelineId", "stage", "status", "ownerId", "teamId", "minAmount", "maxAmount", "q", "archived", "asOf"];

    private static readonly string[] OfHistory = ["limit", "cursor"];

    public static ListDeals List(HttpRequest request, Caller caller, RequestErrors errors)
    {
        var query = StrictQuery.Read(request, OfList, DealFieldQuery.Knows, errors);
        var sort = Sort(query["sort"], errors);
        var conditions = DealFieldQuery.Conditions(query, errors);
        if (query["pipelineId"] is null && (!conditions.IsEmpty || sort.Any(static key => key.Field == DealSortField.CustomField)))
            errors.Parameter("pipelineId", "is required where custom fields are asked for");
        return new ListDeals(caller)
        {
            Limit = query.Limit(DefaultLimit, MaxLimit, errors),
            Cursor = query["cursor"],
            Sort = sort,
            PipelineId = Uuid(query, "pipelineId", errors),
            CustomFields = conditions,
            Stage = query["stage"],
            Status = Status(query["status"], errors),
            OwnerId = Uuid(query, "ownerId", errors),
            TeamId = Uuid(query, "teamId", errors),
            MinAmount = Amount(query, "minAmount", errors),
            MaxAmount = Amount(query, "maxAmount", errors),
            Text = query["q"],
            Archived = Flag(query, "archived", errors),
            AsOf = DealPastQuery.ListAsOf(query, errors),
        };
    }

    public static GetDealHistory History(HttpRequest request, Guid deal, Caller caller, RequestErrors errors)
    {
        var query = StrictQuery.Read(request, OfHistory, errors);
        return new GetDealHistory(caller, deal, query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
    }

    private static ImmutableArray<DealSort> Sort(string? text, RequestErrors errors)
    {
        if (text is null) return [];
        var sorts = ImmutableArray.CreateBuilder<DealSort>();
        foreach (var key in text.Split(','))
        {
            var descending = key.StartsWith('-');
            var name = descending ? key[1..] : key;
            var custom = DealFieldQuery.KeyOf(name);
            if (FieldOf(name, custom) is not { } field || sorts.Any(sort => sort.Field == field && sort.Key == custom) || sorts.Count == MaxSorts)
            {
                errors.Parameter("sort", $"must be one or {MaxSorts} different of updatedAt, createdAt, title, amount, expectedCloseDate, customFields.key, each with '-' for descending");
                return [];
            }

            sorts.Add(new DealSort(field, descending) { Key = custom });
        }

        return sorts.ToImmutable();
    }

    private static DealSortField? FieldOf(string name, string? custom) => name switch
    {
        _ when custom is not null => DealSortField.CustomField,
        "updatedAt" => DealSortField.UpdatedAt,
        "createdAt" => DealSortField.CreatedAt,
        "title" => DealSortField.Title,
        "amount" => DealSortField.Amount,
        "expectedCloseDate" => DealSortField.ExpectedCloseDate,
        _ => null,
    };

    private static DealStatus? Status(string? text, RequestErrors errors)
    {
        switch (text)
        {
            case null: return null;
            case "open": return DealStatus.Open;
            case "won": return DealStatus.Won;
            case "lost": return DealStatus.Lost;
            default:
                errors.Parameter("status", "must be open, won or lost");
                return null;
        }
    }

    private static Guid? Uuid(StrictQuery query, string name, RequestErrors errors)
    {
        if (query[name] is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        errors.Parameter(name, "must be a UUID");
        return null;
    }

    private static decimal? Amount(StrictQuery query, string name, RequestErrors errors)
    {
        if (query[name] is not { } text) return null;
        if (ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), allowExponent: false, out var amount)) return amount;
        errors.Parameter(name, "must be a decimal number of at most 28 digits");
        return null;
    }

    private static bool? Flag(StrictQuery query, string name, RequestErrors errors)
    {
        switch (query[name])
        {
            case null: return null;
            case "true": return true;
            case "false": return false;
            default:
                errors.Parameter(name, "must be true or false");
                return null;
        }
    }
}
