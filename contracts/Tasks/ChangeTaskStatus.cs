namespace Crm.Actors.Contracts.Tasks;

/// <summary>Says how far a task is. For whoever sees it; to cancel it, for its creator, its assignee, managers and administrators.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="Status">Any; from any.</param>
[GenerateSerializer, Immutable, Alias("crm.ChangeTaskStatus")]
public sealed record ChangeTaskStatus([property: Id(0)] CommandContext Context, [property: Id(1)] TaskWorkStatus Status);
