namespace Crm.Actors.Contracts.Auth;

/// <summary>A user whose rights changed.</summary>
/// <param name="UserId">The user.</param>
/// <param name="From">The user's version since which access tokens are good.</param>
[GenerateSerializer, Immutable, Alias("crm.RightsChange")]
public sealed record RightsChange([property: Id(0)] Guid UserId, [property: Id(1)] long From);
