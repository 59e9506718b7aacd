using Crm.Actors.Contracts.Tasks;

namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal came into a stage that asks for a task. One task is made of it, whose id follows from the event's.</summary>
/// <param name="Title">The task's.</param>
/// <param name="Description">The task's.</param>
/// <param name="Priority">The task's.</param>
/// <param name="AssigneeId">The deal's owner at the event.</param>
/// <param name="DueAt">When it has to be done, UTC, by the working hours of the pipeline.</param>
/// <param name="TimeZone">That of the pipeline's working hours.</param>
/// <param name="Deal">The deal at the event.</param>
[EventType("task.requested", 1)]
public sealed record TaskRequested(
    string Title, string? Description, TaskPriority Priority, Guid AssigneeId, DateTimeOffset? DueAt, string TimeZone, DealContext Deal)
    : DealEvent(Deal, null);
