using System.Collections.Immutable;

namespace Crm.Actors.Grains.Auth;

/// <inheritdoc cref="IRefreshTokensGrain"/>
[KeepAlive]
public sealed class RefreshTokensGrain : Grain, IRefreshTokensGrain
{
    private readonly MemoryRefreshTokens _tokens = new();

    public Task Start(StoredSession session, TokenHash token) => _tokens.StartAsync(session, token);

    public Task<StoredSession?> Find(TokenHash token, DateTimeOffset now) => _tokens.FindAsync(token, now);

    public Task<ExchangeResult> Exchange(TokenExchange exchange) => _tokens.ExchangeAsync(exchange);

    public Task<ImmutableArray<StoredSession>> List(Guid userId, DateTimeOffset now) => _tokens.ListAsync(userId, now);

    public Task<int> Revoke(Guid userId, Guid? sessionId) => _tokens.RevokeAsync(userId, sessionId);
}
