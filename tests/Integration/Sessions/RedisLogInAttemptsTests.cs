using Crm.Actors.Grains.Auth;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Sessions;
using Crm.Actors.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

public sealed class RedisLogInAttemptsTests : LogInAttemptsContract, IAsyncLifetime
{
    private RedisServer _server = null!;
    private RedisConnection _connection = null!;
    private RedisLogInAttempts _attempts = null!;

    private protected override ILogInAttempts Attempts => _attempts;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        var environment = new EnvironmentVariables(name => name == "REDIS_URL" ? _server.Url : null);
        _connection = new RedisConnection(RedisUrl.Read(environment, "REDIS_URL")!, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        _attempts = new RedisLogInAttempts(_connection, Options);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_All_AreInTheNamespaceEndAndHoldNoAddress()
    {
        await FailAsync(Source("ann", "192.0.2.1"), 5);
        await Attempts.SucceedAsync(Source("bob", "192.0.2.1"));
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");

        var keys = redis.GetServers()[0].Keys().Select(static key => key.ToString()).ToList();

        keys.Count.ShouldBe(4);
        foreach (var key in keys)
        {
            key.ShouldStartWith("limits:login:");
            key.ShouldNotContain("ann");
            (await redis.GetDatabase().KeyTimeToLiveAsync(key)).ShouldNotBeNull(key);
        }
    }

    [Fact]
    public async Task BeginAsync_RedisIsAway_IsUnavailable()
    {
        await _server.KillAsync();

        await Should.ThrowAsync<SessionsUnavailableException>(() => Attempts.BeginAsync(Source("ann", "192.0.2.1")));
    }
}
