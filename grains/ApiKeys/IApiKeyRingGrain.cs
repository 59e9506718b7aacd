using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>The keys of one user; the key is <see cref="ApiKeyRingId"/> of the user. Only silos call it, and have checked who may.</summary>
[Alias("crm.IApiKeyRingGrain")]
public interface IApiKeyRingGrain : IGrainWithGuidKey
{
    [Alias("Create")]
    Task<CommandResult<ApiKeyRing>> Create(NewApiKey command);

    [Alias("Revoke")]
    Task<CommandResult<ApiKeyRing>> Revoke(RevokeApiKey command);
}
