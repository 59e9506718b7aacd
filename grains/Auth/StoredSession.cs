using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>A session: what all refresh tokens that were exchanged for one another have in common.</summary>
/// <param name="Id">The session.</param>
/// <param name="UserId">Whose.</param>
/// <param name="UserVersion">The user's version when it began; see <see cref="Users.UserState.SessionsFrom"/>.</param>
/// <param name="Generation">How often its token was exchanged.</param>
/// <param name="StartedAt">UTC, whole milliseconds, as all times here.</param>
/// <param name="LastUsedAt">When its token was last exchanged.</param>
/// <param name="ExpiresAt">When its newest token ends.</param>
/// <param name="Origin">Where it was started.</param>
[GenerateSerializer, Immutable, Alias("crm.StoredSession")]
public sealed record StoredSession(
    [property: Id(0)] Guid Id,
    [property: Id(1)] Guid UserId,
    [property: Id(2)] long UserVersion,
    [property: Id(3)] long Generation,
    [property: Id(4)] DateTimeOffset StartedAt,
    [property: Id(5)] DateTimeOffset LastUsedAt,
    [property: Id(6)] DateTimeOffset ExpiresAt,
    [property: Id(7)] Origin Origin);
