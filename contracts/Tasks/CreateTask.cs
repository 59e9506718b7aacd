using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Tasks;

/// <summary>Creates the task that the grain stands for. For every user. Limits of the fields are those of <see cref="TaskView"/>.</summary>
[GenerateSerializer, Immutable, Alias("crm.CreateTask")]
public sealed record CreateTask([property: Id(0)] CommandContext Context, [property: Id(1)] string Title)
{
    [Id(2)] public string? Description { get; init; }

    [Id(3)] public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>Null means the caller.</summary>
    [Id(4)] public Guid? AssigneeId { get; init; }

    /// <summary>A deal that the caller sees.</summary>
    [Id(5)] public Guid? DealId { get; init; }

    [Id(6)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>Null means UTC.</summary>
    [Id(7)] public string? TimeZone { get; init; }

    /// <summary>Up to 10. One whose time would be before now, because the task is due so soon, is left out.</summary>
    [Id(8)] public ImmutableArray<ReminderRule> Reminders { get; init; } = [];
}
