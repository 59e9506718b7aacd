using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>The kernel over the real store, whose connections are cut before and after the commit, held, and ended by the server.</summary>
public sealed class StoreHistoryTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Histories = 1_000;
    private const int AtOnce = 60;
    private const int Seed = 20_261_124;
    // Of this database's alone: the server is other tests', too.
    private const string EndAnyWriter = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'crm-silo-writer' ORDER BY random() LIMIT 1
        """;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Histories_OverBreakingConnections_LoseNothingAndRepeatNothing()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var proxy = new TcpProxy(postgres.Server.Port);
        IEventStore<DealState, DealEvent>[] silos =
            [stores.Open(proxy.Port, deadline: Deadline), stores.Open(proxy.Port, deadline: Deadline)];
        var services = new KernelServices(TimeProvider.System, new UuidV7Source(TimeProvider.System), new KernelOptions());
        using var ended = new CancellationTokenSource();
        var breaking = BreakAsync(stores.Database, proxy, ended.Token);
        var histories = Enumerable.Range(1, Histories).Select(n => new StoreHistory(StoredDeals.NewId(), silos, services, Seed + n)).ToList();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(histories, atOnce, async (history, _) => await history.RunAsync());
        await ended.CancelAsync();
        var faults = await breaking;
        await Parallel.ForEachAsync(histories, atOnce, async (history, _) => await history.CheckAsync(stores.Store));
        var sent = histories.Sum(static h => h.Sent);
        (await stores.DefectAsync()).ShouldBeNull();
        output.WriteLine($"{Histories} histories, {sent} commands sent, {faults} faults");
        faults.ShouldBeGreaterThan(20);
        sent.ShouldBeGreaterThan(Histories * StoreHistory.Clients * StoreHistory.EditsPerClient);
    }

    private static async Task<int> BreakAsync(TestDatabase database, TcpProxy proxy, CancellationToken ended)
    {
        var random = new Random(Seed);
        for (var faults = 0; ; faults++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 600)), TimeProvider.System, CancellationToken.None);
            if (ended.IsCancellationRequested)
                return faults;
            switch (random.Next(40))
            {
                case < 15:
                    proxy.CutAtNextAnswer();
                    break;
                case < 25:
                    proxy.Cut();
                    break;
                case < 38:
                    await database.ExecuteAsync(EndAnyWriter, CancellationToken.None);
                    break;
                default:
                    proxy.Hold();
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 1_500)), TimeProvider.System, CancellationToken.None);
                    proxy.Release();
                    break;
            }
        }
    }
}
