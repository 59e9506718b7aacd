using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.TestKit.Network;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Random pasts of deals over a stream that loses, repeats and mixes, to a database whose connections break before and after the commit.</summary>
public sealed class DeliveryFaultTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Seed = 20_261_125;
    private const int Rounds = 40;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Deliver_OverBreakingConnections_EndsExact()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await using var proxy = new TcpProxy(postgres.Server.Port);
        ConsumerStore<PipelineDelta>[] silos = [deals.Open(proxy.Port), deals.Open(proxy.Port)];
        var reconciler = deals.NewReconciler(TimeSpan.FromMilliseconds(200), stretchEvents: 500, proxy.Port);
        using var ended = new CancellationTokenSource();
        var breaking = BreakAsync(proxy, ended.Token);
        var random = new Random(Seed);
        var (position, failures, delivered) = (0L, 0, 0);
        for (var round = 1; round <= Rounds; round++)
        {
            await deals.EditAsync(round, deals: 6, edits: 10);
            var log = await deals.LogAsync(Math.Max(0, position - 50)); // what came before, again
            position = log[^1].Position;
            var batches = Mangle(random, log).Chunk(random.Next(5, 60)).ToList();
            delivered += batches.Sum(static b => b.Length);
            await Parallel.ForEachAsync(batches, async (batch, _) =>
            {
                if (!await TryAsync(() => silos[batch.Length % 2].ApplyAsync(batch, CancellationToken.None)))
                    Interlocked.Increment(ref failures);
            });
            if (!await TryAsync(() => reconciler.ReconcileAsync(CancellationToken.None)))
                failures++;
        }

        await ended.CancelAsync();
        var faults = await breaking;
        await deals.ReconcileAsync();
        output.WriteLine($"{position} events, {delivered} delivered, {faults} faults, {failures} deliveries failed");
        await deals.ShouldBeExactAsync();
        (await deals.ParkedAsync()).ShouldBe(0);
        (await deals.ProgressAsync()).ShouldBe(position);
        faults.ShouldBeGreaterThan(20);
    }

    /// <summary>A tenth is lost, a fifth comes twice, neighbours change places.</summary>
    private static FeedEvent[] Mangle(Random random, List<FeedEvent> log)
    {
        var kept = log.Where(_ => random.Next(10) > 0).SelectMany(e => Enumerable.Repeat(e, random.Next(5) == 0 ? 2 : 1)).ToArray();
        for (var i = 1; i < kept.Length; i++)
            if (random.Next(3) == 0)
                (kept[i - 1], kept[i]) = (kept[i], kept[i - 1]);
        return kept;
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception e) when (e is ConsumerUnavailableException or Npgsql.NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<int> BreakAsync(TcpProxy proxy, CancellationToken ended)
    {
        var random = new Random(Seed);
        for (var faults = 0; ; faults++)
        {
            await Task.Delay(Step * random.Next(1, 8), TimeProvider.System, CancellationToken.None);
            if (ended.IsCancellationRequested)
                return faults;
            if (random.Next(3) == 0)
                proxy.Cut();
            else
                proxy.CutAtNextAnswer();
        }
    }
}
