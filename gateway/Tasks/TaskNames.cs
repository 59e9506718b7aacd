using Crm.Actors.Contracts.Tasks;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>The names of statuses, priorities and orders on the wire.</summary>
internal static class TaskNames
{
    public static readonly string[] Statuses = ["open", "in_progress", "done", "cancelled"];
    public static readonly string[] Priorities = ["low", "normal", "high", "urgent"];
    public static readonly string[] Sorts = ["-createdAt", "createdAt", "dueAt"];

    private static readonly TaskWorkStatus[] StatusValues = [TaskWorkStatus.Open, TaskWorkStatus.InProgress, TaskWorkStatus.Done, TaskWorkStatus.Cancelled];
    private static readonly TaskPriority[] PriorityValues = [TaskPriority.Low, TaskPriority.Normal, TaskPriority.High, TaskPriority.Urgent];
    private static readonly TaskSort[] SortValues = [TaskSort.NewestFirst, TaskSort.OldestFirst, TaskSort.DueFirst];

    public static string Of(TaskWorkStatus status) => Statuses[Array.IndexOf(StatusValues, status)];

    public static string Of(TaskPriority priority) => Priorities[Array.IndexOf(PriorityValues, priority)];

    /// <summary>The status of that name; null when there is none.</summary>
    public static TaskWorkStatus? FindStatus(string? name) => Find(Statuses, StatusValues, name);

    /// <summary>The priority of that name; null when there is none.</summary>
    public static TaskPriority? FindPriority(string? name) => Find(Priorities, PriorityValues, name);

    /// <summary>The order of that name; null when there is none.</summary>
    public static TaskSort? FindSort(string? name) => Find(Sorts, SortValues, name);

    private static T? Find<T>(string[] names, T[] values, string? name)
        where T : struct
    {
        var index = Array.IndexOf(names, name);
        return index < 0 ? null : values[index];
    }
}
