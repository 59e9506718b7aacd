namespace Crm.Actors.Grains.Tasks;

/// <summary>The fields of a task by their names on the wire.</summary>
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
}
