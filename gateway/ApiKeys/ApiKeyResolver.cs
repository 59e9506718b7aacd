using System.Globalization;
using System.Security.Claims;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>Asks the cluster what keys are, at most every <see cref="ApiKeyCache.Life"/> for each.</summary>
internal sealed class ApiKeyResolver(IGrainFactory grains, ISiloLink silo, ApiKeyCache cache)
{
    public Task<ApiKeyAnswer> AskAsync(ApiKeyCredential key, Origin origin) => cache.GetAsync(key, () => ResolveAsync(key, origin));

    private async Task<ApiKeyAnswer> ResolveAsync(ApiKeyCredential key, Origin origin)
    {
        var presented = new PresentedApiKey(key.KeyId, key.Hash, origin);
        var result = await silo.Ask((grains, presented), static call => call.grains.GetGrain<IApiKeysGrain>(0).Resolve(call.presented), repeats: true);
        if (result.Value is { } resolved) return new ApiKeyAnswer(IdentityOf(resolved, key), resolved.ExpiresAt, IsUnavailable: false);
        return result.Rejection!.Code == Contracts.RejectionCode.Unauthenticated ? ApiKeyAnswer.Refused : ApiKeyAnswer.Unavailable;
    }

    /// <summary>The owner's identity as an access token would give it, with <c>key_id</c>, <c>scope</c> (RFC 8693 section 4.2) and <c>exp</c>.</summary>
    private static CallerIdentity IdentityOf(ResolvedApiKey key, ApiKeyCredential credential)
    {
        Claim[] claims =
        [
            new("sub", key.Owner.Id.ToString("D")),
            .. key.Owner.Roles.Select(static role => new Claim("roles", role)),
            .. key.Owner.Teams.Select(static team => new Claim("teams", team.ToString("D"))),
            new("key_id", key.KeyId.ToString("D")),
            new("scope", string.Join(' ', key.Scopes)),
            new("exp", key.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        return CallerIdentity.From(new ClaimsIdentity(claims, ApiKeyHandler.Scheme, "sub", "roles"), new ApiKeyRight(credential, key.Scopes))!;
    }
}
