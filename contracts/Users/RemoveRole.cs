using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Takes a role from a user. For administrators, who cannot take ROLE_ADMIN from themselves or from the last of them.</summary>
[GenerateSerializer, Immutable, Alias("crm.RemoveRole")]
public sealed record RemoveRole([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin, [property: Id(2)] string Role);
