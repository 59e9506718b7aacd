using Crm.Actors.Gateway.Streams;
using Crm.Actors.Gateway.Streams.Live;
using Crm.Actors.RateLimits.Redis;
using Crm.Actors.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using StackExchange.Redis;
using Xunit;
using Condition = Crm.Actors.TestKit.Running.Condition;

namespace Crm.Actors.EndToEndTests.SharedRedis;

/// <summary>The open streams of gateways in a real Redis.</summary>
public sealed class StreamDirectoryTests : IAsyncLifetime
{
    private static readonly StreamOptions Options = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 12, 30, 15, TimeSpan.Zero);

    private RedisServer _server = null!;
    private RedisLink _link = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _link = new RedisLink(RedisAddress.Parse(_server.Url, "test", "one:"), TimeSpan.FromSeconds(5), TimeProvider.System, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Keep_Streams_AreListedInPagesUntilTheyEnd()
    {
        var (a, b) = (Directory("a"), Directory("b"));
        LiveStream[] ofA = [.. Enumerable.Range(1, 1200).Select(static number => Stream("a", number))];
        await a.KeepAsync(ofA);
        await b.KeepAsync([Stream("b", 7) with { Types = "deal.*", Stage = "new", OwnerId = Id(1), DealId = Id(2), Position = "e1-5" }]);

        (await b.GatewaysAsync()).Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
        (await a.ListAsync("b", LiveStreamCursor.Start, 10)).ShouldBe([Stream("b", 7) with { Types = "deal.*", Stage = "new", OwnerId = Id(1), DealId = Id(2), Position = "e1-5" }]);
        (await b.ListAsync("a", LiveStreamCursor.Start, 1000)).ShouldBe(ofA[..1000]);
        (await b.ListAsync("a", ofA[999].Place, 1000)).ShouldBe(ofA[1000..]);

        await a.KeepAsync(ofA[^1..]);
        (await b.ListAsync("a", LiveStreamCursor.Start, 1000)).ShouldBe(ofA[^1..]);
        await a.KeepAsync([]);
        (await b.ListAsync("a", LiveStreamCursor.Start, 1000)).ShouldBeEmpty();
        (await b.GatewaysAsync()).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Keep_GatewayThatIsKilled_IsSoonForgottenByAll()
    {
        var (dead, alive) = (Directory("dead", new StreamOptions { RecordLife = TimeSpan.FromMilliseconds(300) }), Directory("alive"));
        await dead.KeepAsync([Stream("dead", 1)]);
        await alive.KeepAsync([Stream("alive", 1)]);

        await Condition.WaitAsync(async () => (await alive.ListAsync("dead", LiveStreamCursor.Start, 10)).Count == 0, Patience, static () => "its streams gone");
        await alive.KeepAsync([Stream("alive", 1)]);

        (await alive.GatewaysAsync()).ShouldBe(["alive"]);
    }

    [Fact]
    public async Task Keep_RedisForgotAll_IsWrittenAnew()
    {
        var directory = Directory("a");
        await directory.KeepAsync([Stream("a", 1)]);
        await _server.KillAsync();
        await Should.ThrowAsync<RedisAwayException>(() => directory.KeepAsync([Stream("a", 1), Stream("a", 2)]));
        await _server.StartAsync();

        await Condition.WaitAsync(
            async () =>
            {
                try
                {
                    await directory.KeepAsync([Stream("a", 2)]);
                    return true;
                }
                catch (RedisAwayException)
                {
                    return false;
                }
            },
            Patience,
            static () => "Redis again");
        (await directory.ListAsync("a", LiveStreamCursor.Start, 10)).ShouldBe([Stream("a", 2)]);
    }

    [Fact]
    public async Task Keys_All_AreInTheNamespaceAndEnd()
    {
        var directory = Directory("a");
        await directory.KeepAsync([Stream("a", 1)]);
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_server.Port},password={_server.Password}");

        var keys = redis.GetServers()[0].Keys().Select(static key => key.ToString()).Order(StringComparer.Ordinal).ToList();

        keys.ShouldBe(["one:gateway:sse", "one:gateway:sse:a"]);
        foreach (var key in keys)
            (await redis.GetDatabase().KeyTimeToLiveAsync(key)).ShouldNotBeNull(key).ShouldBeInRange(TimeSpan.FromSeconds(1), Options.RecordLife);
        await directory.DropAsync();
        redis.GetServers()[0].Keys().ShouldBeEmpty();
    }

    private static LiveStream Stream(string gateway, int number) => new()
    {
        Id = Id(number),
        Gateway = gateway,
        UserId = Id(number + 1),
        Kind = "deals",
        Since = Then,
        HeartbeatAt = Then.AddSeconds(number),
    };

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:x12}");

    private StreamDirectory Directory(string gateway, StreamOptions? options = null) => new(_link, new GatewayName(gateway), options ?? Options);
}
