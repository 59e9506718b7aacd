namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>Where a task stands after an event: what notifications and other readers need to know of it.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Priority">How much it matters.</param>
/// <param name="AssigneeId">Who has to do it.</param>
/// <param name="CreatorId">Who made it.</param>
/// <param name="DealId">The deal that it is about.</param>
/// <param name="DueAt">When it has to be done, UTC.</param>
/// <param name="TimeZone">An IANA time zone.</param>
public sealed record TaskContext(
    string Title,
    TaskWorkStatus Status,
    TaskPriority Priority,
    Guid AssigneeId,
    Guid CreatorId,
    Guid? DealId,
    DateTimeOffset? DueAt,
    string TimeZone);
