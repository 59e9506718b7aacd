using System.Diagnostics;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Crm.Actors.RateLimits;
using Crm.Actors.RateLimits.Redis;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Redis;
using Crm.Actors.TestKit.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

/// <summary>Sessions and limits of one process, whose Redis loses its master. The sentinels take a server for dead after a second.</summary>
public sealed class SentinelFailoverTests(ITestOutputHelper output)
{
    /// <summary>A second until they notice, one or two until they agree, half of one until we ask; and a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task Master_Killed_SessionsAreKeptAndServedAgainWithinSeconds(bool openSentinels, int times)
    {
        await using var servers = await SentinelServers.StartNewAsync(openSentinels);
        await using var sessions = new RedisSessions(servers.Url);
        var token = await UntilStartedAsync(sessions);

        for (var round = 1; round <= times; round++)
        {
            await servers.UntilReplicatedAsync();
            var killed = await servers.KillMasterAsync();
            var started = Stopwatch.GetTimestamp();
            await Should.ThrowAsync<SessionsUnavailableException>(() => FindAsync(sessions, token));

            var found = await UntilFoundAsync(sessions, token);

            output.WriteLine($"round {round}: sessions again after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
            found.ShouldNotBeNull().UserVersion.ShouldBe(1);
            await Condition.WaitAsync(async () => await servers.MasterPortAsync() is var port && port != 0 && port != killed, Patience, static () => "sentinels that agree");
            token = await ExchangeAsync(sessions, token);
            if (round == times)
                break;
            await servers.StartAgainAsync(killed);
            (await FindAsync(sessions, token)).ShouldNotBeNull("The server that came back is a replica.");
        }
    }

    /// <summary>Its connections stay, so nothing but the sentinels tells that it is gone; when it wakes up it takes itself for the master for a moment.</summary>
    [Fact]
    public async Task Master_Frozen_SessionsGoOnWithTheNewOneAlsoWhenItWakesUp()
    {
        await using var servers = await SentinelServers.StartNewAsync();
        await using var sessions = new RedisSessions(servers.Url);
        var token = await UntilStartedAsync(sessions);
        await servers.UntilReplicatedAsync();

        var wakeUp = await servers.FreezeMasterAsync();
        (await UntilFoundAsync(sessions, token)).ShouldNotBeNull();
        var next = await ExchangeAsync(sessions, token);
        wakeUp();

        for (var i = 0; i < 50; i++)
        {
            (await UntilFoundAsync(sessions, next)).ShouldNotBeNull();
            next = await ExchangeAsync(sessions, next);
        }
    }

    [Fact]
    public async Task Master_Killed_LimitsAreSharedAgainWithinSeconds()
    {
        await using var servers = await SentinelServers.StartNewAsync();
        await using var link = Link(servers.Url);
        var tokens = new RedisTokens(link, TimeProvider.System, NullLogger<RedisTokens>.Instance);
        var limit = RateLimit.Parse("1/h;burst=10")!;
        await Condition.WaitAsync(async () => await tokens.TakeAsync("test", 7, limit, 4) is not null, Patience, static () => "tokens");
        await servers.UntilReplicatedAsync();

        await servers.KillMasterAsync();
        Granted? granted = null;
        await Condition.WaitAsync(async () => (granted = await tokens.TakeAsync("test", 7, limit, 10)) is not null, Patience, static () => "tokens again");

        granted.ShouldBe(new Granted(6, 0, 0), "What was taken before is known to the new master.");
    }

    [Fact]
    public async Task Sentinels_Away_AreNoReasonToWait()
    {
        await using var link = Link($"redis-sentinel://:secret@127.0.0.1:{Ports.Free()},127.0.0.1:{Ports.Free()}/nobody");
        var started = Stopwatch.GetTimestamp();

        await Should.ThrowAsync<RedisAwayException>(() => link.RunAsync(static database => database.PingAsync()));

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Sentinels_KnowNoSuchMaster_IsAway()
    {
        await using var servers = await SentinelServers.StartNewAsync();
        await using var link = Link(servers.Url.Replace(SentinelServers.MasterName, "another", StringComparison.Ordinal));

        for (var i = 0; i < 5; i++)
            await Should.ThrowAsync<RedisAwayException>(() => link.RunAsync(static database => database.PingAsync()));
    }

    private static RedisLink Link(string url) => new(RedisAddress.Parse(url, "test"), TimeSpan.FromSeconds(1), TimeProvider.System, NullLogger.Instance);

    private static Task<StoredSession?> FindAsync(RedisSessions sessions, RefreshToken token) => sessions.Store.FindAsync(token.Hash, Now);

    private static async Task<StoredSession?> UntilFoundAsync(RedisSessions sessions, RefreshToken token)
    {
        StoredSession? found = null;
        await UntilAnsweredAsync(async () => found = await FindAsync(sessions, token));
        return found;
    }

    private static async Task<RefreshToken> UntilStartedAsync(RedisSessions sessions)
    {
        var token = RefreshToken.New();
        var session = new StoredSession(
            Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), 1, 0, Now, Now, Now + TimeSpan.FromDays(30), new Origin("127.0.0.1", "test"));
        await UntilAnsweredAsync(() => sessions.Store.StartAsync(session, token.Hash));
        return token;
    }

    private static async Task<RefreshToken> ExchangeAsync(RedisSessions sessions, RefreshToken token)
    {
        var next = RefreshToken.New();
        ExchangeResult? result = null;
        await UntilAnsweredAsync(async () => result = await sessions.Store.ExchangeAsync(
            new TokenExchange(token.Hash, next.Hash, Now, Now + TimeSpan.FromDays(30), "once", "box")));
        result!.Outcome.ShouldBeOneOf(ExchangeOutcome.Exchanged, ExchangeOutcome.Repeated);
        return next;
    }

    private static Task UntilAnsweredAsync(Func<Task> ask) => Condition.WaitAsync(
        async () =>
        {
            try
            {
                await ask();
                return true;
            }
            catch (SessionsUnavailableException)
            {
                return false;
            }
        },
        Patience,
        static () => "an answer of Redis");
}
