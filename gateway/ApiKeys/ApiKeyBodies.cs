using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>Reads the bodies of requests about API keys into commands.</summary>
internal static class ApiKeyBodies
{
    public static CreateApiKey Create(ref StrictJson json, CommandContext context, Origin origin)
    {
        string? name = null;
        ImmutableArray<string>? scopes = null;
        DateTimeOffset? expiresAt = null;
        while (json.Next(ApiKeyFields.OfNewKey, out var member))
        {
            if (member is ApiKeyFields.Name) name = json.Text().Value;
            else if (member is ApiKeyFields.Scopes) scopes = json.Texts().Value;
            else expiresAt = json.Time().Value;
        }

        json.Require(ApiKeyFields.Name, name is not null);
        json.Require(ApiKeyFields.Scopes, scopes is not null);
        return new CreateApiKey(context, origin, name ?? "", scopes ?? [], expiresAt);
    }

    public static RevokeApiKey Revoke(ref StrictJson json, CommandContext context, Origin origin, Guid key)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(ApiKeyFields.None, out _)) continue;
        return new RevokeApiKey(context, origin, key);
    }
}
