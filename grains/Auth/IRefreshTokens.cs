using System.Collections.Immutable;

namespace Crm.Actors.Grains.Auth;

/// <summary>Where sessions and the hashes of their refresh tokens are kept. Each member is atomic.</summary>
/// <remarks>Every member throws <see cref="SessionsUnavailableException"/> when the store does not answer within 2 s.</remarks>
public interface IRefreshTokens
{
    /// <summary>Keeps a new session with its first token. Of a user's sessions beyond <see cref="MaxSessionsPerUser"/> the least used ends.</summary>
    Task StartAsync(StoredSession session, TokenHash token);

    /// <summary>The session that a token belongs to, whether or not it was exchanged; null when there is none any more.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">UTC.</param>
    Task<StoredSession?> FindAsync(TokenHash token, DateTimeOffset now);

    /// <summary>Exchanges a token. Of many requests with one token exactly one gets <see cref="ExchangeOutcome.Exchanged"/>.</summary>
    Task<ExchangeResult> ExchangeAsync(TokenExchange exchange);

    /// <summary>The sessions of a user, the newest use first.</summary>
    Task<ImmutableArray<StoredSession>> ListAsync(Guid userId, DateTimeOffset now);

    /// <summary>Ends one session of a user, or all of them.</summary>
    /// <returns>How many were ended.</returns>
    Task<int> RevokeAsync(Guid userId, Guid? sessionId);

    /// <summary>Sessions that a user can have at a time.</summary>
    public const int MaxSessionsPerUser = 100;

    /// <summary>Former tokens of a session by which a second use is noticed; older ones are unknown.</summary>
    public const int MaxFormerTokens = 200;
}
