namespace Crm.Actors.Contracts.Tasks;

/// <summary>Gives a task to another user. For its creator, its assignee, managers and administrators who see it.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="AssigneeId">Not the nil UUID.</param>
[GenerateSerializer, Immutable, Alias("crm.AssignTask")]
public sealed record AssignTask([property: Id(0)] CommandContext Context, [property: Id(1)] Guid AssigneeId);
