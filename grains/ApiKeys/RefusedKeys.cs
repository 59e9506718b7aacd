using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>
/// Audits keys that were refused: each key, reason and address once a minute, and no more than <see cref="MaxPerMinute"/> a minute in
/// all, so that a flood of wrong keys is no flood of rows.
/// </summary>
public sealed class RefusedKeys(AuditTrail audit, TimeProvider clock)
{
    public const int MaxPerMinute = 1000;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<(Guid KeyId, string Why, string? Address)> _seen = [];
    private long _since = clock.GetTimestamp();

    /// <param name="keyId">The key, as it was presented.</param>
    /// <param name="ownerId">Whose it is; null when there is no such key.</param>
    /// <param name="why">Such as <c>revoked</c>.</param>
    /// <param name="origin">Where it was presented from.</param>
    public Task AddAsync(Guid keyId, Guid? ownerId, string why, Origin origin) => IsNew(keyId, why, origin.Address)
        ? audit.TryRecordAsync(new(AuditedAction.ApiKeyRefused, "unauthenticated", null, ownerId, null, origin, $"{keyId} {why}", null))
        : Task.CompletedTask;

    private bool IsNew(Guid keyId, string why, string? address)
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_since) >= Period)
            {
                _seen.Clear();
                _since = clock.GetTimestamp();
            }

            return _seen.Count < MaxPerMinute && _seen.Add((keyId, why, address));
        }
    }
}
