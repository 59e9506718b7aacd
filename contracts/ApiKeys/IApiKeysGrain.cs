namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>API keys of all users. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IApiKeysGrain")]
public interface IApiKeysGrain : IGrainWithIntegerKey
{
    /// <summary><see cref="RejectionCode.NotAllowedNow"/> when the caller has 20 keys that are good.</summary>
    [Alias("Create")]
    Task<CommandResult<CreatedApiKey>> Create(CreateApiKey command);

    /// <summary>The caller's own keys.</summary>
    [Alias("List")]
    Task<CommandResult<ApiKeyList>> List(Caller caller);

    [Alias("Revoke")]
    Task<CommandResult<ApiKeyEnded>> Revoke(RevokeApiKey command);

    /// <summary>Whatever is wrong with a key is <see cref="RejectionCode.Unauthenticated"/>, in the same words and after the same work.</summary>
    [Alias("Resolve")]
    Task<CommandResult<ResolvedApiKey>> Resolve(PresentedApiKey presented);
}
