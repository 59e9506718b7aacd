namespace Crm.Actors.Contracts.Deals;

/// <summary>Moves a deal to another team, or out of its team when none is named.</summary>
[GenerateSerializer, Immutable, Alias("crm.AssignDealTeam")]
public sealed record AssignDealTeam([property: Id(0)] CommandContext Context, [property: Id(1)] Guid? TeamId);
