using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.IntegrationTests.Users;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Sessions;
using Crm.Actors.Silo.Telegram;
using Crm.Actors.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class RedisTelegramCodesTests : TelegramCodesContract, IAsyncLifetime
{
    private RedisServer _server = null!;
    private RedisConnection _connection = null!;

    private protected override ITelegramCodes Store => new RedisTelegramCodes(_connection);

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        var environment = new EnvironmentVariables(name => name == "REDIS_URL" ? _server.Url : null);
        _connection = new RedisConnection(RedisUrl.Read(environment, "REDIS_URL")!, TimeProvider.System, NullLogger<RedisConnection>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_All_AreInTheNamespaceAndEnd()
    {
        var code = await IssueAsync(StoredUsers.NewId());
        await Store.TakeAsync(new CodeGuess(LinkCode.HashOf(LinkCode.New()), StoredUsers.NewId(), code.ExpiresAt - ITelegramCodes.Lifetime));
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");

        var keys = redis.GetServers()[0].Keys().Select(static key => key.ToString()).ToList();

        keys.Count.ShouldBe(4);
        foreach (var key in keys)
        {
            key.ShouldStartWith("auth:telegram:");
            (await redis.GetDatabase().KeyTimeToLiveAsync(key)).ShouldNotBeNull(key);
        }
    }

    [Fact]
    public async Task Any_RedisIsKilled_IsUnavailable()
    {
        var code = await IssueAsync(StoredUsers.NewId());
        await _server.KillAsync();

        await Should.ThrowAsync<SessionsUnavailableException>(() => Store.VoidAsync(code.UserId));
        await Should.ThrowAsync<SessionsUnavailableException>(() => IssueAsync(code.UserId));
    }
}
