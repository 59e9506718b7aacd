using System.Collections.Immutable;

namespace Crm.Actors.Grains.Auth;

/// <summary>Sessions in the memory of one silo, for the whole cluster: they end with that silo.</summary>
public sealed class ClusterRefreshTokens(IGrainFactory grains) : IRefreshTokens
{
    private IRefreshTokensGrain Grain => grains.GetGrain<IRefreshTokensGrain>(0);

    /// <inheritdoc/>
    public Task StartAsync(StoredSession session, TokenHash token) => AskAsync(async () =>
    {
        await Grain.Start(session, token);
        return true;
    });

    /// <inheritdoc/>
    public Task<StoredSession?> FindAsync(TokenHash token, DateTimeOffset now) => AskAsync(() => Grain.Find(token, now));

    /// <inheritdoc/>
    public Task<ExchangeResult> ExchangeAsync(TokenExchange exchange) => AskAsync(() => Grain.Exchange(exchange));

    /// <inheritdoc/>
    public Task<ImmutableArray<StoredSession>> ListAsync(Guid userId, DateTimeOffset now) => AskAsync(() => Grain.List(userId, now));

    /// <inheritdoc/>
    public Task<int> RevokeAsync(Guid userId, Guid? sessionId) => AskAsync(() => Grain.Revoke(userId, sessionId));

    private static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception outage) when (outage is OrleansException or TimeoutException)
        {
            throw new SessionsUnavailableException("The silo that keeps the sessions does not answer.", outage);
        }
    }
}
