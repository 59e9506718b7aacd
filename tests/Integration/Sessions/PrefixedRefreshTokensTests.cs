using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Crm.Actors.TestKit.Redis;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

/// <summary>Two installations that share a Redis: each does all that one alone does, and neither meets the other.</summary>
public sealed class PrefixedRefreshTokensTests : RefreshTokensContract, IAsyncLifetime
{
    private RedisServer _server = null!;
    private RedisSessions _one = null!;
    private RedisSessions _two = null!;

    private protected override IRefreshTokens Store => _one.Store;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _one = new RedisSessions(_server.Url, "one");
        _two = new RedisSessions(_server.Url, "two");
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Any_OfAnotherInstallation_IsNotThere()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var ticket = RefreshToken.New().Hash;
        await _one.Tickets.KeepAsync(ticket, new TicketHolder([]), session.StartedAt, TicketOffice.Lifetime);

        (await _two.Store.FindAsync(token.Hash, session.StartedAt)).ShouldBeNull();
        (await _two.Store.RevokeAsync(session.UserId, null)).ShouldBe(0);
        (await _two.Tickets.TakeAsync(ticket, session.StartedAt)).ShouldBeNull();
        (await _two.Store.ListAsync(session.UserId, session.StartedAt)).ShouldBeEmpty();

        (await _one.Store.FindAsync(token.Hash, session.StartedAt)).ShouldBe(session);
        (await _one.Tickets.TakeAsync(ticket, session.StartedAt)).ShouldNotBeNull();
    }

    /// <summary>Those that scripts make themselves, too.</summary>
    [Fact]
    public async Task Keys_All_BeginWithThePrefix()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await ExchangeAsync(token);
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");

        var keys = redis.GetServers()[0].Keys().Select(static key => key.ToString()).ToList();

        keys.Count.ShouldBe(5);
        keys.ShouldAllBe(static key => key.StartsWith("one:auth:refresh:", StringComparison.Ordinal));
        (await Store.RevokeAsync(session.UserId, session.Id)).ShouldBe(1);
        redis.GetServers()[0].Keys().ShouldBeEmpty();
    }
}
