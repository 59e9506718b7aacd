using System.Globalization;
using Crm.Actors.RateLimits;
using Crm.Actors.RateLimits.Redis;
using Crm.Actors.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Crm.Actors.IntegrationTests.RateLimits;

public sealed class RedisBucketsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly List<RedisLink> _links = [];
    private RedisServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
            await link.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    public async Task TakeAsync_HundredAtOnce_GetExactlyTheBurst(int processes, int burst)
    {
        var buckets = Enumerable.Range(0, processes).Select(_ => Buckets($"1/h;burst={burst}")).ToList();

        var taken = await Task.WhenAll(Enumerable.Range(0, 100 * processes).Select(i => Task.Run(() => buckets[i % processes].TakeAsync(7).AsTask())));

        // Two processes may end with tokens that the other one would have wanted, and never give more.
        var given = taken.Count(static one => !one.IsRefused);
        if (processes == 1) given.ShouldBe(burst);
        else given.ShouldBeInRange(burst - (burst / 10), burst);
        taken.Where(static one => one.IsRefused).ShouldAllBe(static one => one.RetryAfter > 3000 && one.RetryAfter <= 3600);
    }

    [Fact]
    public async Task TakeAsync_WithinALease_AsksNobody()
    {
        var buckets = Buckets("1/h;burst=100");
        var first = await buckets.TakeAsync(7);
        var asked = await ScriptsRunAsync();

        for (var i = 1; i < 10; i++)
            (await buckets.TakeAsync(7)).Remaining.ShouldBe(first.Remaining - i);
        (await ScriptsRunAsync()).ShouldBe(asked);

        await buckets.TakeAsync(7);
        (await ScriptsRunAsync()).ShouldBe(asked + 1);
    }

    [Fact]
    public async Task Keys_All_AreInTheNamespaceAndEndWhenTheBucketIsFull()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");
        var buckets = Buckets("1/s;burst=20");
        await buckets.TakeAsync(7);

        var keys = redis.GetServers()[0].Keys().Select(static key => key.ToString()).ToList();

        keys.ShouldBe([$"limits:test:{(UInt128)7:x32}"]);
        (await redis.GetDatabase().KeyTimeToLiveAsync(keys[0]))!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2));
        await TestKit.Running.Condition.WaitAsync(
            async () => !await redis.GetDatabase().KeyExistsAsync(keys[0]), TimeSpan.FromSeconds(10), static () => "the bucket of an idle client gone");
    }

    [Fact]
    public async Task TakeAsync_RedisIsKilledAndComesBack_CountsAloneMeanwhile()
    {
        var buckets = Buckets("1/h;burst=10");
        for (var i = 0; i < 10; i++)
            (await buckets.TakeAsync(7)).IsRefused.ShouldBeFalse();
        (await buckets.TakeAsync(7)).IsRefused.ShouldBeTrue();
        await _server.KillAsync();

        var alone = new List<Taken>();
        for (var i = 0; i < 30; i++)
            alone.Add(await buckets.TakeAsync(8));

        alone.Count(static one => !one.IsRefused).ShouldBe(10, "Neither failed nor open.");
        await _server.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");
        await TestKit.Running.Condition.WaitAsync(
            async () =>
            {
                await buckets.TakeAsync(9);
                return await redis.GetDatabase().KeyExistsAsync($"limits:test:{(UInt128)9:x32}");
            },
            TimeSpan.FromSeconds(30),
            static () => "tokens from Redis again");
    }

    /// <summary>How often this Redis was asked for tokens, by its own count.</summary>
    private async Task<long> ScriptsRunAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password},allowAdmin=true");
        var commands = (await redis.GetServers()[0].InfoAsync("commandstats")).SelectMany(static section => section);
        return commands
            .Where(static command => command.Key.StartsWith("cmdstat_eval", StringComparison.Ordinal))
            .Sum(static command => long.Parse(command.Value.Split(',')[0]["calls=".Length..], CultureInfo.InvariantCulture));
    }

    private RedisBuckets Buckets(string limit)
    {
        var link = new RedisLink(RedisAddress.Parse(_server.Url, "test"), Patience, TimeProvider.System, NullLogger.Instance);
        _links.Add(link);
        var tokens = new RedisTokens(link, TimeProvider.System, NullLogger<RedisTokens>.Instance);
        return new RedisBuckets("test", tokens, new MemoryBuckets(RateLimit.Parse(limit)!, TimeProvider.System), TimeProvider.System);
    }
}
