namespace Crm.Actors.Contracts.Tasks;

/// <summary>Which tasks to list, in which order, from where: those that the caller sees (<see cref="TaskAccess"/>).</summary>
[GenerateSerializer, Immutable, Alias("crm.ListTasks")]
public sealed record ListTasks([property: Id(0)] Caller Caller)
{
    /// <summary>1 to 200.</summary>
    [Id(1)] public int Limit { get; init; } = 50;

    /// <summary><see cref="TaskPage.NextCursor"/> of the page before, with the same order; null for the first page.</summary>
    [Id(2)] public string? Cursor { get; init; }

    [Id(3)] public TaskSort Sort { get; init; }

    [Id(4)] public Guid? AssigneeId { get; init; }

    [Id(5)] public Guid? CreatorId { get; init; }

    [Id(6)] public Guid? DealId { get; init; }

    [Id(7)] public TaskWorkStatus? Status { get; init; }

    [Id(8)] public TaskPriority? Priority { get; init; }

    /// <summary>Only tasks that are due before this time.</summary>
    [Id(9)] public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only tasks that are due at this time or later.</summary>
    [Id(10)] public DateTimeOffset? DueFrom { get; init; }
}
