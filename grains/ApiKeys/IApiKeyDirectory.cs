using System.Collections.Immutable;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>Finds keys that are durable.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s.</remarks>
public interface IApiKeyDirectory
{
    /// <summary>The key, also when it is good no more; null when there never was one.</summary>
    Task<StoredApiKey?> FindAsync(Guid keyId);

    /// <summary>The keys of a user that were not revoked, oldest first.</summary>
    Task<ImmutableArray<ApiKeyView>> ListAsync(Guid ownerId);
}
