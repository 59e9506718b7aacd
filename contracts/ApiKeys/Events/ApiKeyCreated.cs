using System.Collections.Immutable;

namespace Crm.Actors.Contracts.ApiKeys.Events;

/// <summary>A user has one API key more. Those that had expired before are forgotten.</summary>
/// <param name="OwnerId">The user.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scopes">What it may be used for, in ordinal order.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Hash">For the row alone; null when read from the log.</param>
[EventType("api_key.created", 1)]
public sealed record ApiKeyCreated(
    Guid OwnerId, Guid KeyId, string Name, ImmutableArray<string> Scopes, DateTimeOffset ExpiresAt, ApiKeyHash? Hash) : ApiKeyEvent(OwnerId, KeyId)
{
    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => nameof(ApiKeyCreated);
}
