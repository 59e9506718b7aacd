using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>Fields of a task have other values.</summary>
/// <param name="Changes">The fields, each once.</param>
/// <param name="Task">After the event.</param>
[EventType("task.updated", 1)]
public sealed record TaskUpdated(ImmutableArray<FieldChange> Changes, TaskContext Task)
    : TaskEvent(Task);
