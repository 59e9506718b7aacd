using System.Collections.Immutable;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>What a good API key stands for.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Scopes">Names of <see cref="ApiKeyScopes"/>.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Owner">The owner as of now; not disabled.</param>
[GenerateSerializer, Immutable, Alias("crm.ResolvedApiKey")]
public sealed record ResolvedApiKey(
    [property: Id(0)] Guid KeyId,
    [property: Id(1)] ImmutableArray<string> Scopes,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] UserView Owner);
