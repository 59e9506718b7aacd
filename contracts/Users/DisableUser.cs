using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Forbids a user to log in and ends all sessions. For administrators, and not against oneself or the last administrator.</summary>
[GenerateSerializer, Immutable, Alias("crm.DisableUser")]
public sealed record DisableUser([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin);
