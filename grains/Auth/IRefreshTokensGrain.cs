using System.Collections.Immutable;

namespace Crm.Actors.Grains.Auth;

/// <summary>The one place of a cluster where sessions are kept in memory; the key is 0. Only silos call it.</summary>
[Alias("crm.IRefreshTokensGrain")]
public interface IRefreshTokensGrain : IGrainWithIntegerKey
{
    [Alias("Start")]
    Task Start(StoredSession session, TokenHash token);

    [Alias("Find")]
    Task<StoredSession?> Find(TokenHash token, DateTimeOffset now);

    [Alias("Exchange")]
    Task<ExchangeResult> Exchange(TokenExchange exchange);

    [Alias("List")]
    Task<ImmutableArray<StoredSession>> List(Guid userId, DateTimeOffset now);

    [Alias("Revoke")]
    Task<int> Revoke(Guid userId, Guid? sessionId);
}
