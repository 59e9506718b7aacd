using System.Collections.Immutable;
using Crm.Actors.Contracts.ApiKeys;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>What a presented key is compared with.</summary>
/// <param name="OwnerId">The user whose key it is.</param>
/// <param name="Hash">The hash of its secret.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="HasEnded">Whether it was revoked, or forgotten after it had expired.</param>
public sealed record StoredApiKey(Guid OwnerId, ApiKeyHash Hash, ImmutableArray<string> Scopes, DateTimeOffset ExpiresAt, bool HasEnded);
