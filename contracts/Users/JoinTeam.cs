using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Makes a user a member of a team. For administrators.</summary>
[GenerateSerializer, Immutable, Alias("crm.JoinTeam")]
public sealed record JoinTeam([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin, [property: Id(2)] Guid TeamId);
