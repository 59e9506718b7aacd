using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Takes a user out of a team. For administrators.</summary>
[GenerateSerializer, Immutable, Alias("crm.LeaveTeam")]
public sealed record LeaveTeam([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin, [property: Id(2)] Guid TeamId);
