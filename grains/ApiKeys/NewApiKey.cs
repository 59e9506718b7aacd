using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>Adds a key to its owner's ring.</summary>
/// <param name="Context">The caller is the owner.</param>
/// <param name="KeyId">The new key.</param>
/// <param name="Name">As it was asked for.</param>
/// <param name="Scopes">As they were asked for.</param>
/// <param name="ExpiresAt">As it was asked for.</param>
/// <param name="Hash">The hash of its secret.</param>
/// <param name="IsAdministrator">Whether the owner is one now.</param>
[GenerateSerializer, Immutable, Alias("crm.NewApiKey")]
public sealed record NewApiKey(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid KeyId,
    [property: Id(2)] string Name,
    [property: Id(3)] ImmutableArray<string> Scopes,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] ApiKeyHash Hash,
    [property: Id(6)] bool IsAdministrator)
{
    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => $"{nameof(NewApiKey)} {KeyId}";
}
