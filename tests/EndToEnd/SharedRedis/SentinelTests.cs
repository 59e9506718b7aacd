using System.Diagnostics;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using StackExchange.Redis;
using Xunit;
using Condition = Crm.Actors.TestKit.Running.Condition;

namespace Crm.Actors.EndToEndTests.SharedRedis;

/// <summary>The whole system on a Redis behind sentinels, whose master is killed while clients have sessions and streams.</summary>
[Collection(SystemTests.Name)]
public sealed class SentinelTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Prefix = "shared";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private CrmSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await CrmSystem.StartAsync(new CrmSystemOptions
    {
        Silos = 2,
        Gateways = 2,
        Sentinels = true,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_REDIS_PREFIX"] = Prefix,
            // So slow that a lease of it is seen for minutes.
            ["CRM_RATE_LIMIT_USER"] = "1/s;burst=5000",
            ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
            ["AUTH_ARGON2_PASSES"] = "2",
        },
    });

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
    }

    [Fact]
    public async Task Master_Killed_SessionsGoOnWithinSecondsAndNothingElseStops()
    {
        var sentinels = _system.Sentinels!;
        var account = Account.New(_system.Gateways[0].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        using var other = new CrmClient(_system.Gateways[1].Url, account.AccessToken);
        var deal = await account.Client.CreateDealAsync("Before", "before");
        await using var stream = new StreamFollower(other, $"/api/v1/deals/{deal.Id}/stream", deal.FeedPosition);
        await sentinels.UntilReplicatedAsync();
        await Condition.WaitAsync(() => stream.LastEventId is not null, Patience, static () => "the stream");

        var old = await sentinels.KillMasterAsync();
        var killed = Stopwatch.GetTimestamp();

        var edit = await other.SendAsync(HttpMethod.Patch, $"/api/v1/deals/{deal.Id}", """{"title":"Meanwhile"}""");
        ((int)edit.Status).ShouldBe(200, edit.ToString());
        ((int)(await account.MeAsync()).Status).ShouldBe(200, "Access tokens need no Redis.");
        var refreshed = await Account.UntilAnsweredAsync(() => account.TryRefreshAsync("across-the-fail-over"));

        output.WriteLine($"a session went on {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after kill -9 of the master");
        ((int)refreshed.Status).ShouldBe(200, refreshed.ToString());
        Stopwatch.GetElapsedTime(killed).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        await Condition.WaitAsync(() => stream.Events.Any(static e => e.Event == "deal.updated"), Patience, () => $"the edit on the stream\n{_system.Log}");
        await UntilEverySiloServesSessionsAsync(account);
        var master = 0;
        await Condition.WaitAsync(async () => (master = await sentinels.MasterPortAsync()) != 0 && master != old, Patience, static () => "sentinels that agree");
        await AssertKeysAsync(account, sentinels.Password, master);
    }

    /// <summary>Each silo finds the new master in its own time, and whichever a gateway picks serves: twenty in a row are all of them.</summary>
    private static Task UntilEverySiloServesSessionsAsync(Account account) => Condition.WaitAsync(
        async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                if (await account.TryRefreshAsync() is { IsAccepted: false })
                {
                    await Account.UntilAnsweredAsync(account.TryLogInAsync);
                    return false;
                }
            }

            return true;
        },
        Patience,
        static () => "twenty refreshes in a row");

    /// <summary>Sessions and limits are at the new master, and everything is in the namespace of the installation.</summary>
    private async Task AssertKeysAsync(Account account, string password, int port)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},password={password}");
        foreach (var use in new[] { "auth:refresh:session:", "limits:user:" })
        {
            await Condition.WaitAsync(
                async () =>
                {
                    // A gateway comes back to Redis for a user's limit when that user asks for something.
                    ((int)(await account.MeAsync()).Status).ShouldBe(200);
                    return Keys(redis).Any(key => key.StartsWith($"{Prefix}:{use}", StringComparison.Ordinal));
                },
                Patience,
                () => $"{use} at the new master\n{_system.Log}");
        }

        Keys(redis).ShouldAllBe(static key => key.StartsWith($"{Prefix}:", StringComparison.Ordinal));
    }

    private static List<string> Keys(ConnectionMultiplexer redis) => [.. redis.GetServers()[0].Keys().Select(static key => key.ToString())];
}
