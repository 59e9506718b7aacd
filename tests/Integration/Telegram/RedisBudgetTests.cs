using Crm.Actors.RateLimits.Redis;
using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class RedisBudgetTests : SendingBudgetContract, IAsyncLifetime
{
    private RedisServer _server = null!;
    private TelegramRedis _redis = null!;
    private TelegramRedis _other = null!;

    private protected override ISendingBudget Budget => BudgetOf(_redis);

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartNewAsync();
        _redis = Connect();
        _other = Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _other.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task PauseAsync_OfOneSilo_HoldsTheOthersUp()
    {
        var chat = NewChat();

        await BudgetOf(_redis).PauseAsync(chat, TimeSpan.FromSeconds(30));

        (await BudgetOf(_other).TakeAsync(chat)).ShouldBeGreaterThan(TimeSpan.FromSeconds(28));
    }

    [Fact]
    public async Task AmongAsync_SentByAnotherSilo_IsKnown()
    {
        Guid[] ids = [new("0192f0c1-0000-7000-8000-000000000001"), new("0192f0c1-0000-7000-8000-000000000002")];
        await new RedisSentMessages(_redis, new MemorySentMessages()).AddAsync([ids[0]]);

        var known = await new RedisSentMessages(_other, new MemorySentMessages()).AmongAsync(ids);

        known.ShouldBe([ids[0]]);
    }

    [Fact]
    public async Task TakeAsync_RedisIsAway_CountsAlone()
    {
        var alone = new RedisBudget(_redis, new MemoryBudget(Options, TimeProvider.System), Options);
        await _server.KillAsync();
        var chat = NewChat();

        (await alone.TakeAsync(chat)).ShouldBe(TimeSpan.Zero);

        (await alone.TakeAsync(chat)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    private static RedisBudget BudgetOf(TelegramRedis redis) => new(redis, new MemoryBudget(Options, TimeProvider.System), Options);

    private TelegramRedis Connect() => new(RedisAddress.Parse(_server.Url, "test"), TimeProvider.System, NullLogger<TelegramRedis>.Instance);
}
