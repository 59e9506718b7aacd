using System.Collections.Immutable;
using Crm.Actors.Grains.Auth;

namespace Crm.Actors.UnitTests.Auth;

/// <summary>Sessions in memory that can be out of reach.</summary>
internal sealed class SwitchedTokens : IRefreshTokens
{
    private readonly MemoryRefreshTokens _inner = new();

    public bool IsUp { get; set; } = true;

    private MemoryRefreshTokens Inner => IsUp ? _inner : throw new SessionsUnavailableException();

    public Task StartAsync(StoredSession session, TokenHash token) => Inner.StartAsync(session, token);

    public Task<StoredSession?> FindAsync(TokenHash token, DateTimeOffset now) => Inner.FindAsync(token, now);

    public Task<ExchangeResult> ExchangeAsync(TokenExchange exchange) => Inner.ExchangeAsync(exchange);

    public Task<ImmutableArray<StoredSession>> ListAsync(Guid userId, DateTimeOffset now) => Inner.ListAsync(userId, now);

    public Task<int> RevokeAsync(Guid userId, Guid? sessionId) => Inner.RevokeAsync(userId, sessionId);
}
