using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>The names of a task's members on the wire.</summary>
internal static class TaskFields
{
    public const string Title = "title";
    public const string Description = "description";
    public const string Status = "status";
    public const string Priority = "priority";
    public const string AssigneeId = "assigneeId";
    public const string CreatorId = "creatorId";
    public const string DealId = "dealId";
    public const string DueAt = "dueAt";
    public const string TimeZone = "timeZone";
    public const string Reminders = "reminders";
    public const string At = "at";
    public const string MinutesBefore = "minutesBefore";
    public const string DaysBefore = "daysBefore";
    public const string Time = "time";

    /// <summary>What a new task may be given.</summary>
    public static readonly MemberNames OfNew = new(Title, Description, Priority, AssigneeId, DealId, DueAt, TimeZone, Reminders);

    public static readonly MemberNames OfPatch = new(Title, Description, Priority, DealId, DueAt, TimeZone, Reminders);

    public static readonly MemberNames OfStatus = new(Status);

    public static readonly MemberNames OfAssignee = new(AssigneeId);

    public static readonly MemberNames OfReminder = new(At, MinutesBefore, DaysBefore, Time);
}
