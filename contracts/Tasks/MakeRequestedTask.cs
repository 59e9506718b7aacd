namespace Crm.Actors.Contracts.Tasks;

/// <summary>Makes the task that a deal asked for, once.</summary>
[GenerateSerializer, Immutable, Alias("crm.MakeRequestedTask")]
public sealed record MakeRequestedTask
{
    /// <summary>The event that asked for it.</summary>
    [Id(0)] public required Guid RequestId { get; init; }

    /// <summary>Whoever caused that event.</summary>
    [Id(1)] public required Guid ActorId { get; init; }

    [Id(2)] public required Guid DealId { get; init; }

    [Id(3)] public required string Title { get; init; }

    [Id(4)] public string? Description { get; init; }

    [Id(5)] public TaskPriority Priority { get; init; }

    [Id(6)] public required Guid AssigneeId { get; init; }

    [Id(7)] public DateTimeOffset? DueAt { get; init; }

    [Id(8)] public required string TimeZone { get; init; }
}
