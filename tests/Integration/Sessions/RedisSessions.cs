using Crm.Actors.Grains.Auth;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Actors.IntegrationTests.Sessions;

/// <summary>The stores of sessions and tickets as a silo has them.</summary>
internal sealed class RedisSessions : IAsyncDisposable
{
    private readonly RedisConnection _connection;

    /// <param name="url">Where Redis is.</param>
    /// <param name="prefix">What the keys of the installation begin with; null for nothing.</param>
    public RedisSessions(string url, string? prefix = null)
    {
        var environment = new EnvironmentVariables(name => name switch { "REDIS_URL" => url, "CRM_REDIS_PREFIX" => prefix, _ => null });
        _connection = new RedisConnection(
            RedisUrl.Read(environment, "AUTH_REDIS_URL", "REDIS_URL")!, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        Store = new RedisRefreshTokens(_connection);
        Tickets = new RedisStreamTickets(_connection);
    }

    public IRefreshTokens Store { get; }

    public IStreamTickets Tickets { get; }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
