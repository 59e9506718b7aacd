using Crm.Actors.Grains.Auth;
using Crm.Actors.RateLimits.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>The silo's connection to Redis; see <see cref="RedisLink"/>.</summary>
internal sealed class RedisConnection(RedisAddress address, TimeProvider clock, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.2);

    private readonly RedisLink _link = new(address, Patience, clock, logger);

    /// <inheritdoc cref="RedisLink.KeyPrefix"/>
    public string KeyPrefix => _link.KeyPrefix;

    /// <summary>Runs commands.</summary>
    /// <exception cref="SessionsUnavailableException">Redis does not answer in time.</exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> run)
    {
        try
        {
            return await _link.RunAsync(run);
        }
        catch (RedisAwayException away)
        {
            throw new SessionsUnavailableException("Redis does not answer.", away);
        }
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
