using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Tasks;

/// <summary>A page of tasks.</summary>
/// <param name="Items">The tasks.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.TaskPage")]
public sealed record TaskPage([property: Id(0)] ImmutableArray<TaskView> Items, [property: Id(1)] string? NextCursor);
