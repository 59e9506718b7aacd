using Crm.Actors.Grains.Auth;
using Crm.Actors.TestKit.Redis;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

public sealed class RedisStreamTicketsTests : StreamTicketsContract, IAsyncLifetime
{
    private RedisServer _server = null!;
    private RedisSessions _sessions = null!;

    private protected override IStreamTickets Store => _sessions.Tickets;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _sessions = new RedisSessions(_server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_All_AreInTheNamespaceEndAndHoldNoTicket()
    {
        var (text, hash) = await KeepAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");
        var database = redis.GetDatabase();

        var key = redis.GetServers()[0].Keys().ShouldHaveSingleItem().ToString();

        key.ShouldBe($"auth:ticket:{hash.Hex}");
        (await database.KeyTimeToLiveAsync(key)).ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TicketOffice.Lifetime);
        (key + await database.StringGetAsync(key)).ShouldNotContain(text);
        await Store.TakeAsync(hash, Now);
        redis.GetServers()[0].Keys().ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_RedisIsAway_IsUnavailable()
    {
        var (_, ticket) = await KeepAsync();
        await _server.KillAsync();

        await Should.ThrowAsync<SessionsUnavailableException>(KeepAsync);
        await Should.ThrowAsync<SessionsUnavailableException>(() => Store.TakeAsync(ticket, Now));
    }
}
