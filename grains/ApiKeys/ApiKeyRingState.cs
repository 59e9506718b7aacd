using System.Collections.Immutable;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>
/// The keys of one user that were not revoked, oldest first. All are one aggregate, so that their number is bounded whatever comes at
/// the same time. Keys that have expired stay until the next one is made.
/// </summary>
public sealed record ApiKeyRingState(Guid OwnerId, long Version, ImmutableArray<ApiKeyEntry> Keys) : IAggregateState<ApiKeyRingState, ApiKeyEvent, ApiKeyRing>
{
    /// <inheritdoc/>
    public ApiKeyRing View => new(Version, [.. Keys.Select(static key => key.View)]);

    /// <inheritdoc/>
    public static ApiKeyRingState Apply(ApiKeyRingState? state, Recorded<ApiKeyEvent> recorded)
    {
        var keys = state?.Keys ?? [];
        return new(recorded.Data.OwnerId, recorded.Version, recorded.Data switch
        {
            ApiKeyCreated created => [.. keys.Where(key => key.View.ExpiresAt > recorded.At), From(created, recorded.At)],
            ApiKeyRevoked revoked => keys.RemoveAll(key => key.View.Id == revoked.KeyId),
            _ => throw new InvalidOperationException($"A ring of keys has no {recorded.Data.GetType().Name}."),
        });
    }

    /// <summary>Without the hashes: secrets are not for logs.</summary>
    public override string ToString() => $"{nameof(ApiKeyRingState)} of {OwnerId} at {Version}";

    private static ApiKeyEntry From(ApiKeyCreated created, DateTimeOffset at)
    {
        var view = new ApiKeyView
        {
            Id = created.KeyId,
            OwnerId = created.OwnerId,
            Name = created.Name,
            Scopes = created.Scopes,
            CreatedAt = at,
            ExpiresAt = created.ExpiresAt,
            LastUsedAt = null,
        };
        return new(view, created.Hash ?? ApiKeyHash.None);
    }
}
