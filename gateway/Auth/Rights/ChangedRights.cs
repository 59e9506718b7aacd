using System.Collections.Concurrent;
using System.Collections.Immutable;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Configuration;

namespace Crm.Actors.Gateway.Auth.Rights;

/// <summary>
/// The users whose rights changed while access tokens from before that may still be about, with the version that tokens must have since.
/// Asked for every request: a look-up without a lock.
/// </summary>
internal sealed class ChangedRights(TokenSettings settings, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Change> _changes = new();

    /// <summary>How long a token can be used after it was made.</summary>
    public TimeSpan Window { get; } = settings.AccessTokenLifetime + AuthSetup.ClockSkew;

    /// <summary>Whether a token says what is no longer so.</summary>
    /// <param name="user">Its subject.</param>
    /// <param name="version">The user's version when it was made; null for tokens of the development command, which are never outdated.</param>
    public bool IsOutdated(Guid user, long? version) =>
        version is { } made && _changes.TryGetValue(user, out var change) && made < change.From;

    /// <summary>Takes in what changed, and forgets what no token can be from before of.</summary>
    public void Learn(ImmutableArray<RightsChange> changes)
    {
        var now = time.GetTimestamp();
        foreach (var change in changes)
        {
            if (!_changes.TryGetValue(change.UserId, out var known) || known.From < change.From)
                _changes[change.UserId] = new Change(change.From, now);
        }

        foreach (var (user, change) in _changes)
        {
            if (time.GetElapsedTime(change.LearnedAt, now) > Window)
                _changes.TryRemove(user, out _);
        }
    }

    private sealed record Change(long From, long LearnedAt);
}
