using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Ends sessions of a user: their refresh tokens are refused from now on, access tokens when they expire.</summary>
/// <param name="Caller">The user, or an administrator.</param>
/// <param name="Origin">Where the request came from.</param>
/// <param name="SessionId">Which one; null for all.</param>
[GenerateSerializer, Immutable, Alias("crm.RevokeSessions")]
public sealed record RevokeSessions(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] Guid? SessionId);
