using Crm.Actors.IntegrationTests.EventStore;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>What no stream ever brings is found in the log.</summary>
public sealed class ReconciliationTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Reconcile_LastEventLost_IsFoundWithoutAnotherMessage()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 1, deals: 5, edits: 10);
        var log = await deals.LogAsync();
        await deals.ApplyAsync(log[..^1]);
        (await deals.ReconcileAsync()).ShouldBe(1);
        await deals.ShouldBeExactAsync();
        (await deals.ProgressAsync()).ShouldBe(log.Count);
        (await deals.ReconcileAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Reconcile_EventsUnderWay_AreLeftToTheStreamAndTheProgressStopsBeforeThem()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 2, deals: 5, edits: 10);
        var log = await deals.LogAsync();
        var patient = deals.NewReconciler(TimeSpan.FromHours(1));
        // All of every deal but the last event of one: what comes after it is applied, and the progress is not there yet.
        var missing = log.GroupBy(static e => e.Subject).Select(static events => events.Last()).MinBy(static e => e.Position)!;
        await deals.ApplyAsync([.. log.Where(e => e != missing)]);
        (await patient.ReconcileAsync(CancellationToken.None)).ShouldBe(0);
        (await deals.ProgressAsync()).ShouldBe(missing.Position - 1);
        await deals.ApplyAsync(missing);
        (await patient.ReconcileAsync(CancellationToken.None)).ShouldBe(0);
        (await deals.ProgressAsync()).ShouldBe(log.Count);
    }

    [Fact]
    public async Task Reconcile_NothingWasDelivered_ReadsAllInStretches()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 3, deals: 40, edits: 10);
        var one = deals.NewReconciler(TimeSpan.Zero, stretchEvents: 16);
        var two = deals.NewReconciler(TimeSpan.Zero, stretchEvents: 11);
        await Task.WhenAll(one.ReconcileAsync(CancellationToken.None), two.ReconcileAsync(CancellationToken.None));
        await deals.ShouldBeExactAsync();
        (await deals.ProgressAsync()).ShouldBe(await deals.HeadAsync());
    }

    [Fact]
    public async Task Reconcile_OnlyOtherAggregates_TheProgressCoversTheWholeLog()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 4, deals: 1, edits: 0);
        var id = StoredDeals.NewId();
        await deals.Database.ExecuteAsync($"""
            INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
            SELECT 1 + i, gen_random_uuid(), 'task', '{id}', i, 'task.updated', 1, '{id}', now(), now(), '[]' FROM generate_series(1, 5) i;
            UPDATE events.feed SET position = 6
            """);
        (await deals.ReconcileAsync()).ShouldBe(1);
        (await deals.ProgressAsync()).ShouldBe(6);
        (await deals.ParkedAsync()).ShouldBe(0);
        await deals.ShouldBeExactAsync();
    }
}
