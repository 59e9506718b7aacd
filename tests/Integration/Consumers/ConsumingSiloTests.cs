using Crm.Actors.Contracts;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>The whole way in one silo: log, streams, grains, totals, summary.</summary>
public sealed class ConsumingSiloTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(10);

    private static Caller Manager { get; } = new(new Guid("00000000-0000-7000-8000-000000000001"), ["ROLE_MANAGER"], [], "en", null);

    private static Caller Administrator { get; } = Manager with { Roles = ["ROLE_ADMIN"] };

    [Fact]
    public async Task Streams_RepeatWhatFailedAfterItsEffect_TheTotalsAreExact()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        // Nothing but the streams brings events in.
        await using var silo = await ConsumingSilo.StartAsync(deals.Database, new ConsumerOptions { Grace = TimeSpan.FromHours(1) });
        await deals.EditAsync(seed: 1, deals: 60, edits: 10);
        var log = await deals.LogAsync();
        foreach (var some in log.Chunk(40))
            await silo.PublishAsync(some);
        await WaitUntilCountedAsync(silo, log.Count);
        await deals.ShouldBeExactAsync();
        silo.Store.LostAnswers.ShouldBeGreaterThan(5);
        (await deals.ParkedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Streams_LoseEverythingFromSomePointOn_TheSummaryGetsThereAllTheSame()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await using var silo = await ConsumingSilo.StartAsync(deals.Database);
        await deals.EditAsync(seed: 2, deals: 20, edits: 10);
        var log = await deals.LogAsync();
        await silo.PublishAsync(log.Take(log.Count / 2));
        var summary = await WaitUntilCountedAsync(silo, log.Count);
        summary.Newest.ShouldBe(log.Count);
        await deals.ShouldBeExactAsync();
        summary.Totals.Sum(static t => t.Count).ShouldBe(await deals.Database.ScalarAsync<long>("SELECT count(*) FROM crm.deals WHERE NOT archived"));
        summary.Totals.ShouldAllBe(static t => t.Count > 0 && t.Currency == null == (t.Amount == null));
        summary.Totals.Where(static t => t.Currency == "EUR").ShouldAllBe(static t => t.Amount!.Value.Scale == 2);
        summary.Totals.Where(static t => t.Currency == "JPY").ShouldAllBe(static t => t.Amount!.Value.Scale == 0);
        summary.Totals.ShouldBe(summary.Totals.OrderBy(static t => t.Stage, StringComparer.Ordinal).ThenBy(static t => t.Status).ThenBy(static t => t.Currency, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Watch_ManyWatchers_ShareOneReadAndWakeTogether()
    {
        const int Watchers = 200;
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await using var silo = await ConsumingSilo.StartAsync(deals.Database);
        var grain = silo.Grains.GetGrain<IPipelineSummaryGrain>(DefaultPipeline.Id);
        (await grain.Watch(Manager, -1, LongWait)).Value!.Newest.ShouldBe(0);
        var before = silo.Summaries.Reads;
        var watching = Enumerable.Range(0, Watchers).Select(_ => grain.Watch(Manager, 0, LongWait)).ToList();
        await Condition.WaitAsync(() => silo.Summaries.Reads >= before + 4, Patience, () => $"{silo.Summaries.Reads} reads");
        watching.ShouldAllBe(static w => !w.IsCompleted);
        await deals.EditAsync(seed: 3, deals: 1, edits: 0);
        await silo.PublishAsync(await deals.LogAsync());
        foreach (var answer in await Task.WhenAll(watching))
            answer.Value!.Newest.ShouldBe(1);
        (silo.Summaries.Reads - before).ShouldBeLessThan(Watchers / 2);

        // Nothing newer: the same figures when the wait is over.
        (await grain.Watch(Manager, 1, TimeSpan.FromMilliseconds(300))).Value!.Newest.ShouldBe(1);
    }

    [Fact]
    public async Task Summary_WrongRequests_AreRefused()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await using var silo = await ConsumingSilo.StartAsync(deals.Database);
        var unknown = silo.Grains.GetGrain<IPipelineSummaryGrain>(new Guid("00000000-0000-7000-8000-0000000000d2"));
        (await unknown.Get(Manager)).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        (await unknown.Watch(Manager, 0, LongWait)).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        var known = silo.Grains.GetGrain<IPipelineSummaryGrain>(DefaultPipeline.Id);
        (await known.Watch(Manager, 0, TimeSpan.FromSeconds(11))).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
        (await known.Watch(Manager, 0, TimeSpan.FromSeconds(-1))).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
    }

    [Fact]
    public async Task DeadLetters_OnlyForAdministrators_AreListedReplayedAndDropped()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await using (var log = new Feed.LogWriter(deals.Database.WriterConnectionString))
            await log.CommitAsync(new Guid("00000000-0000-7000-8000-0000000000d3"), 0, 2);
        await using var silo = await ConsumingSilo.StartAsync(deals.Database);
        var grain = silo.Grains.GetGrain<IDeadLettersGrain>(0);
        foreach (var refused in new[] { (await grain.List(Manager, 10)).Rejection, (await grain.Replay(Manager, [])).Rejection, (await grain.Drop(Manager, [])).Rejection })
            refused!.Code.ShouldBe(RejectionCode.Forbidden);
        (await grain.List(Administrator, 0)).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
        (await grain.List(Administrator, 1001)).Rejection!.Code.ShouldBe(RejectionCode.Invalid);

        await Condition.WaitAsync(async () => (await grain.List(Administrator, 10)).Value!.Total == 2, Patience, () => "two letters");
        var letters = (await grain.List(Administrator, 1)).Value!.Letters.ShouldHaveSingleItem();
        (await grain.Replay(Administrator, [letters.Id])).Value!.Count.ShouldBe(1);
        await Condition.WaitAsync(async () => (await grain.List(Administrator, 10)).Value!.Letters.Any(l => l.Id == letters.Id && l.Attempts == 6), Patience, () => "tried again");
        (await grain.Drop(Administrator, [])).Value!.Count.ShouldBe(2);
        (await grain.List(Administrator, 10)).Value!.Total.ShouldBe(0);
    }

    private static async Task<PipelineSummary> WaitUntilCountedAsync(ConsumingSilo silo, long position)
    {
        var grain = silo.Grains.GetGrain<IPipelineSummaryGrain>(DefaultPipeline.Id);
        PipelineSummary? summary = null;
        await Condition.WaitAsync(
            async () => (summary = (await grain.Get(Manager)).Value!).Position == position, Patience, () => $"{summary} instead of {position}; {silo.Store.Events} events in {silo.Store.Calls} calls, {silo.Store.LostAnswers} answers lost");
        return summary!;
    }
}
