using Crm.Actors.Contracts.Feed;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>A consumer that wants one type of event among many.</summary>
public sealed class UnwantedEventsTests(PostgresFixture postgres)
{
    private const string Wanted = "deal.stage.changed";

    [Fact]
    public async Task Apply_Everything_ReadsWhatIsWantedOnceAndIsDone()
    {
        await using var deals = await WithAPastAsync(seed: 31);
        var log = await deals.LogAsync();
        var store = deals.Open();

        await store.ApplyAsync(log, CancellationToken.None);
        await store.ApplyAsync(log, CancellationToken.None);

        await ShouldHaveReadTheWantedOnceAsync(deals, log);
        (await deals.NewReconciler(TimeSpan.Zero).ReconcileAsync(CancellationToken.None)).ShouldBe(0, "Nothing of what is wanted is missing.");
        (await deals.ProgressAsync()).ShouldBe(await deals.HeadAsync());
    }

    [Fact]
    public async Task Reconcile_NothingWasDelivered_FindsWhatIsWantedAmongTheRest()
    {
        await using var deals = await WithAPastAsync(seed: 32);
        var log = await deals.LogAsync();
        await deals.Open().ApplyAsync([.. log.Where(static e => e.Type != Wanted)], CancellationToken.None);
        deals.Consumer.Tries.ShouldBeEmpty();
        (await deals.Database.ScalarAsync<long>("SELECT count(*) FROM events.consumer_watermarks")).ShouldBe(0);

        (await deals.NewReconciler(TimeSpan.Zero, stretchEvents: 16).ReconcileAsync(CancellationToken.None)).ShouldBeGreaterThan(0);

        await ShouldHaveReadTheWantedOnceAsync(deals, log);
        (await deals.ProgressAsync()).ShouldBe(await deals.HeadAsync());
    }

    [Fact]
    public async Task Apply_Forged_IsParkedOnlyIfItsTypeIsWanted()
    {
        await using var deals = await WithAPastAsync(seed: 33);
        var other = (await deals.LogAsync()).First(static e => e.Type != Wanted);

        await deals.Open().ApplyAsync([other with { Id = Guid.Parse("0190a000-0000-7000-8000-0000000000ff"), Type = "deal.updated" }, other with { Type = Wanted }], CancellationToken.None);

        (await deals.Database.ScalarAsync<string>("SELECT string_agg(type || ' ' || reason, ', ') FROM events.parked_events")).ShouldBe($"{Wanted} forged");
    }

    private async Task<ConsumedDeals> WithAPastAsync(int seed)
    {
        var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        deals.Consumer.EventTypes = [Wanted];
        await deals.EditAsync(seed, deals: 5, edits: 40);
        return deals;
    }

    private static async Task ShouldHaveReadTheWantedOnceAsync(ConsumedDeals deals, List<FeedEvent> log)
    {
        var wanted = log.Where(static e => e.Type == Wanted).ToList();
        wanted.Count.ShouldBeInRange(5, log.Count - 5);
        deals.Consumer.Tries.ShouldAllBe(static tried => tried.Value == 1);
        deals.Consumer.Tries.Keys.ShouldBe(wanted.Select(static e => e.Id), ignoreOrder: true);

        var expected = wanted.GroupBy(static e => e.Subject).ToDictionary(static deal => deal.Key, static deal => deal.Max(static e => e.Sequence));
        var stored = new Dictionary<Guid, long>();
        await using var source = NpgsqlDataSource.Create(deals.Database.AdminConnectionString);
        await using var command = source.CreateCommand("SELECT aggregate_id, version FROM events.consumer_watermarks");
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
            stored[row.GetGuid(0)] = row.GetInt64(1);
        stored.ShouldBe(expected, ignoreOrder: true);
    }
}
