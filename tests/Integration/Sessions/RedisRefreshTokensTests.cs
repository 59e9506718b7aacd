using Crm.Actors.Grains.Auth;
using Crm.Actors.TestKit.Redis;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

public sealed class RedisRefreshTokensTests : RefreshTokensContract, IAsyncLifetime
{
    private RedisServer _server = null!;
    private RedisSessions _sessions = null!;

    private protected override IRefreshTokens Store => _sessions.Store;

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
    public async Task Keys_All_AreInTheNamespaceEndAndHoldNoToken()
    {
        var (_, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var (_, next) = await ExchangeAsync(token, "key");
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");
        var database = redis.GetDatabase();

        var keys = redis.GetServers()[0].Keys().Select(static key => key.ToString()).ToList();

        keys.Count.ShouldBe(5);
        foreach (var key in keys)
        {
            key.ShouldStartWith("auth:refresh:");
            (await database.KeyTimeToLiveAsync(key)).ShouldNotBeNull(key);
            var kept = key + (await database.KeyTypeAsync(key) == RedisType.Hash ? string.Join(' ', await database.HashGetAllAsync(key)) : "");
            kept.ShouldNotContain(token.Text);
            kept.ShouldNotContain(next.Text);
        }
    }

    [Fact]
    public async Task Keys_OfASession_AreBoundedWhileItLastsAndGoneWithIt()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        for (var i = 0; i < IRefreshTokens.MaxFormerTokens + 20; i++)
            token = (await ExchangeAsync(token)).Next;
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");

        redis.GetServers()[0].Keys().Count().ShouldBe(IRefreshTokens.MaxFormerTokens + 4, "Former tokens, the current one, the session, its list and its user.");
        await Store.RevokeAsync(session.UserId, session.Id);

        redis.GetServers()[0].Keys().ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_RedisIsKilledAndStartedAgain_IsUnavailableMeanwhileAndHealsByItself()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await _server.KillAsync();
        var asked = TimeProvider.System.GetTimestamp();

        await Should.ThrowAsync<SessionsUnavailableException>(() => ExchangeAsync(token));
        await Should.ThrowAsync<SessionsUnavailableException>(() => StartAsync(session.UserId));

        TimeProvider.System.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(6));
        await _server.StartAsync();
        await TestKit.Running.Condition.WaitAsync(CanStartAsync, TimeSpan.FromSeconds(30), static () => "Redis reached again");
    }

    [Fact]
    public async Task Any_RedisIsNotThereAtFirst_WorksWhenItIs()
    {
        await _server.KillAsync();
        await using var early = new RedisSessions(_server.Url);
        await Should.ThrowAsync<SessionsUnavailableException>(() => early.Store.RevokeAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), null));

        await _server.StartAsync();

        await TestKit.Running.Condition.WaitAsync(
            async () =>
            {
                try
                {
                    return await early.Store.RevokeAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), null) == 0;
                }
                catch (SessionsUnavailableException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(30),
            static () => "Redis reached at last");
    }

    private async Task<bool> CanStartAsync()
    {
        try
        {
            await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
            return true;
        }
        catch (SessionsUnavailableException)
        {
            return false;
        }
    }
}
