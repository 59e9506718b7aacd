using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Tasks;

/// <summary>Something that somebody has to do.</summary>
[GenerateSerializer, Immutable, Alias("crm.TaskView")]
public sealed record TaskView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far; also the strong ETag.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>1 to 200 characters.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>Up to 10,000 characters; may have several lines.</summary>
    [Id(3)] public string? Description { get; init; }

    [Id(4)] public TaskWorkStatus Status { get; init; }

    [Id(5)] public TaskPriority Priority { get; init; }

    /// <summary>Who has to do it.</summary>
    [Id(6)] public required Guid AssigneeId { get; init; }

    /// <summary>Who made it; of one that a deal asked for, whoever caused that.</summary>
    [Id(7)] public required Guid CreatorId { get; init; }

    /// <summary>The deal that it is about.</summary>
    [Id(8)] public Guid? DealId { get; init; }

    /// <summary>When it has to be done, UTC, to the microsecond; from 1970 to 2999.</summary>
    [Id(9)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>The IANA time zone that days before the due time are counted in, such as <c>Europe/Berlin</c>.</summary>
    [Id(10)] public required string TimeZone { get; init; }

    /// <summary>Up to 10 that are still to come, by time. A task that is done or cancelled has none.</summary>
    [Id(11)] public ImmutableArray<TaskReminder> Reminders { get; init; } = [];

    [Id(12)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(13)] public required DateTimeOffset UpdatedAt { get; init; }
}
