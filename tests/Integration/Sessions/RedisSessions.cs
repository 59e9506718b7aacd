using Crm.Actors.Grains.Auth;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Actors.IntegrationTests.Sessions;

/// <summary>The stores of sessions and tickets as a silo has them.</summary>
internal sealed class RedisSessions : IAsyncDisposable
{
    private readonly RedisConnection _connection;

    public RedisSessions(string url)
    {
        var environment = new EnvironmentVariables(name => name == "REDIS_URL" ? url : null);
        _connection = new RedisConnection(
            RedisUrl.Read(environment, "AUTH_REDIS_URL", "REDIS_URL")!, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        Store = new RedisRefreshTokens(_connection);
        Tickets = new RedisStreamTickets(_connection);
    }

    public IRefreshTokens Store { get; }

    public IStreamTickets Tickets { get; }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
