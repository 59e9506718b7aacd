using Crm.Actors.Grains.Telegram;
using Crm.Actors.IntegrationTests.Users;
using Crm.Actors.RateLimits.Redis;
using Crm.Actors.Silo.Sessions;
using Crm.Actors.Silo.Telegram;
using Crm.Actors.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

/// <summary>Codes of an installation that shares its Redis.</summary>
public sealed class PrefixedTelegramCodesTests : TelegramCodesContract, IAsyncLifetime
{
    private RedisServer _server = null!;
    private RedisConnection _connection = null!;

    private protected override ITelegramCodes Store => new RedisTelegramCodes(_connection);

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _connection = new RedisConnection(RedisAddress.Parse(_server.Url, "test", "one:"), TimeProvider.System, NullLogger<RedisConnection>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_All_BeginWithThePrefix()
    {
        var user = StoredUsers.NewId();
        await IssueAsync(user);
        await IssueAsync(user);
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");

        var keys = redis.GetServers()[0].Keys().Select(static key => key.ToString()).ToList();

        keys.Count.ShouldBe(2, "The former code is gone.");
        keys.ShouldAllBe(static key => key.StartsWith("one:auth:telegram:", StringComparison.Ordinal));
        await Store.VoidAsync(user);
        redis.GetServers()[0].Keys().ShouldBeEmpty();
    }
}
