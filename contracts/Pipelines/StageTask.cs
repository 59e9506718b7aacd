using Crm.Actors.Contracts.Tasks;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>A task that a deal asks for when it comes into a stage, for its owner.</summary>
/// <param name="Title">1 to 200 characters.</param>
[GenerateSerializer, Immutable, Alias("crm.StageTask")]
public sealed record StageTask([property: Id(0)] string Title)
{
    /// <summary>Up to 10,000 characters; may have several lines.</summary>
    [Id(1)] public string? Description { get; init; }

    [Id(2)] public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>Due after so many minutes of the pipeline's working hours, 1 to 525,600; not with <see cref="DueDays"/>.</summary>
    [Id(3)] public int? DueMinutes { get; init; }

    /// <summary>Due at the end of the working day that comes so many after the one that it is, 0 to 366.</summary>
    [Id(4)] public int? DueDays { get; init; }
}
