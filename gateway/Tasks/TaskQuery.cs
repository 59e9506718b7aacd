using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>Reads the parameters of the list of tasks.</summary>
internal static class TaskQuery
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    private static readonly string[] OfList = ["limit", "cursor", "sort", "assigneeId", "creatorId", "dealId", "status", "priority", "dueBefore", "dueFrom"];

    public static ListTasks List(HttpRequest request, Caller caller, RequestErrors errors)
    {
        var query = StrictQuery.Read(request, OfList, errors);
        return new ListTasks(caller)
        {
            Limit = query.Limit(DefaultLimit, MaxLimit, errors),
            Cursor = query["cursor"],
            Sort = Named<TaskSort>(query, "sort", TaskNames.FindSort, TaskNames.Sorts, errors).GetValueOrDefault(),
            AssigneeId = Uuid(query, "assigneeId", errors),
            CreatorId = Uuid(query, "creatorId", errors),
            DealId = Uuid(query, "dealId", errors),
            Status = Named<TaskWorkStatus>(query, "status", TaskNames.FindStatus, TaskNames.Statuses, errors),
            Priority = Named<TaskPriority>(query, "priority", TaskNames.FindPriority, TaskNames.Priorities, errors),
            DueBefore = Time(query, "dueBefore", errors),
            DueFrom = Time(query, "dueFrom", errors),
        };
    }

    private static T? Named<T>(StrictQuery query, string name, Func<string?, T?> find, string[] names, RequestErrors errors)
        where T : struct
    {
        if (query[name] is not { } text) return null;
        var found = find(text);
        if (found is null) errors.Parameter(name, $"must be one of {string.Join(", ", names)}");
        return found;
    }

    private static Guid? Uuid(StrictQuery query, string name, RequestErrors errors)
    {
        if (query[name] is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        errors.Parameter(name, "must be a UUID");
        return null;
    }

    /// <summary>UTC, so that no plus sign is lost in a query string.</summary>
    private static DateTimeOffset? Time(StrictQuery query, string name, RequestErrors errors)
    {
        if (query[name] is not { } text) return null;
        if (text.EndsWith('Z')
            && text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= 1970 and <= 2999)
            return time;
        errors.Parameter(name, "must be a time such as 2026-03-31T12:00:00Z");
        return null;
    }
}
