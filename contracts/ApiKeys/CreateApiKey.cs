using System.Collections.Immutable;
using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>Makes an API key for the caller.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="Origin">Where the request came from.</param>
/// <param name="Name">1 to 100 characters, for the owner's eyes.</param>
/// <param name="Scopes">At least one name of <see cref="ApiKeyScopes"/>.</param>
/// <param name="ExpiresAt">At most 365 days from now; null for 90 days from now.</param>
[GenerateSerializer, Immutable, Alias("crm.CreateApiKey")]
public sealed record CreateApiKey(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] string Name,
    [property: Id(3)] ImmutableArray<string> Scopes,
    [property: Id(4)] DateTimeOffset? ExpiresAt);
