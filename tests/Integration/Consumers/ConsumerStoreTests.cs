using Crm.Actors.Contracts.Feed;
using Crm.Actors.IntegrationTests.EventStore;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Whatever a stream does to events, each has its effect once.</summary>
public sealed class ConsumerStoreTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Apply_RepeatedTogetherAndAlone_OneEffect()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 1, deals: 20, edits: 15);
        var log = await deals.LogAsync();
        await deals.ApplyAsync([.. log, .. log]);
        await deals.ApplyAsync(log);
        foreach (var e in log)
            await deals.ApplyAsync(e);
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_ShuffledWithGaps_TheGapsAreFilledFromTheLog()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 2, deals: 20, edits: 15);
        var log = await deals.LogAsync();
        var last = log.GroupBy(static e => e.Subject).Select(static events => events.Last());
        var random = new Random(2);
        var delivered = log.Where(_ => random.Next(2) == 0).Concat(last).ToArray();
        random.Shuffle(delivered);
        foreach (var some in delivered.Chunk(7))
            await deals.ApplyAsync(some);
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_ManyActivationsOfEachPartitionAtOnce_OneEffect()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 3, deals: 30, edits: 12);
        var log = await deals.LogAsync();
        var other = deals.Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var store = i % 2 == 0 ? deals.Store : other;
            foreach (var batch in log.Chunk(20 + i))
                await store.ApplyAsync(batch, CancellationToken.None);
        }));
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Apply_MoreThanGoesIntoOneTransaction_AllOfIt()
    {
        const int Edits = 9_000;
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        var append = StoredDeals.Creation(StoredDeals.NewId());
        await deals.CommitAsync(append);
        foreach (var titles in Enumerable.Range(0, Edits).Select(static i => $"title {i}").Chunk(1_500))
            await deals.CommitAsync(append = StoredDeals.Titles(append.State.View.Id, append.State, null, titles));
        var last = (await deals.LogAsync(Edits)).ShouldHaveSingleItem();
        await deals.ApplyAsync(last);
        await deals.ShouldBeExactAsync();
        (await deals.Database.ScalarAsync<long>("SELECT max(newest) FROM events.consumer_partitions")).ShouldBe(Edits + 1);
    }

    [Fact]
    public async Task Apply_OtherAggregates_AreNoneOfItsBusiness()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 4, deals: 1, edits: 3);
        var log = await deals.LogAsync();
        await deals.ApplyAsync([.. log.Select(static e => e with { Source = "/crm/tasks", Type = "task.created" })]);
        (await deals.CountedAsync()).ShouldBe(0);
        (await deals.ParkedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Apply_ConsumerWaitsForTheDisk_OneEffect()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        deals.Consumer.WaitsForDisk = true;
        await deals.EditAsync(seed: 5, deals: 5, edits: 5);
        IReadOnlyList<FeedEvent> log = await deals.LogAsync();
        await deals.ApplyAsync(log);
        await deals.ApplyAsync(log);
        await deals.ShouldBeExactAsync();
    }
}
