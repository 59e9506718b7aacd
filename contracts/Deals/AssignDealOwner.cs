namespace Crm.Actors.Contracts.Deals;

/// <summary>Gives a deal to another user.</summary>
[GenerateSerializer, Immutable, Alias("crm.AssignDealOwner")]
public sealed record AssignDealOwner([property: Id(0)] CommandContext Context, [property: Id(1)] Guid OwnerId);
