using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Tasks;

/// <summary>A JSON merge patch (RFC 7396) of a task's writable fields. For whoever sees it. Reminders are given whole: those that are left out are dropped.</summary>
[GenerateSerializer, Immutable, Alias("crm.PatchTask")]
public sealed record PatchTask([property: Id(0)] CommandContext Context)
{
    [Id(1)] public Optional<string?> Title { get; init; }

    [Id(2)] public Optional<string?> Description { get; init; }

    [Id(3)] public Optional<TaskPriority?> Priority { get; init; }

    /// <summary>A deal that the caller sees; null to unlink.</summary>
    [Id(4)] public Optional<Guid?> DealId { get; init; }

    [Id(5)] public Optional<DateTimeOffset?> DueAt { get; init; }

    /// <summary>Null means UTC.</summary>
    [Id(6)] public Optional<string?> TimeZone { get; init; }

    [Id(7)] public Optional<ImmutableArray<ReminderRule>?> Reminders { get; init; }
}
