using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Gives a user a role that exists. For administrators.</summary>
[GenerateSerializer, Immutable, Alias("crm.AssignRole")]
public sealed record AssignRole([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin, [property: Id(2)] string Role);
