using Crm.Actors.Contracts.Tasks;

namespace Crm.Actors.Grains.Tasks;

/// <summary>The names of statuses and priorities in events and rows.</summary>
public static class TaskNames
{
    public static string Name(this TaskWorkStatus status) => status switch
    {
        TaskWorkStatus.Open => "open",
        TaskWorkStatus.InProgress => "in_progress",
        TaskWorkStatus.Done => "done",
        TaskWorkStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status."),
    };

    public static TaskWorkStatus ParseStatus(string? name) => name switch
    {
        "open" => TaskWorkStatus.Open,
        "in_progress" => TaskWorkStatus.InProgress,
        "done" => TaskWorkStatus.Done,
        "cancelled" => TaskWorkStatus.Cancelled,
        _ => throw new FormatException($"No task is '{name}'."),
    };

    public static string Name(this TaskPriority priority) => priority switch
    {
        TaskPriority.Low => "low",
        TaskPriority.Normal => "normal",
        TaskPriority.High => "high",
        TaskPriority.Urgent => "urgent",
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "There is no such priority."),
    };

    public static TaskPriority ParsePriority(string? name) => name switch
    {
        "low" => TaskPriority.Low,
        "normal" => TaskPriority.Normal,
        "high" => TaskPriority.High,
        "urgent" => TaskPriority.Urgent,
        _ => throw new FormatException($"No task has the priority '{name}'."),
    };

    /// <summary>Whether nothing is to be done any more.</summary>
    public static bool IsClosed(this TaskWorkStatus status) => status is TaskWorkStatus.Done or TaskWorkStatus.Cancelled;
}
