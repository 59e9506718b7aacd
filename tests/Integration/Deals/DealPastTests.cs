using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Deals as they were, from the log and from snapshots.</summary>
public sealed class DealPastTests(PostgresFixture postgres)
{
    private const int Versions = (2 * DealPast.Interval) + 120;

    [Fact]
    public async Task AtVersion_EveryVersion_IsTheReplayOfItsEvents()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        var past = Open(writer, stores);
        var id = StoredDeals.NewId();
        await WriteAsync(stores.Store, id, Versions);

        (await past.AtVersionAsync(id, Versions)).State!.Version.ShouldBe(Versions);
        (await KeptAsync(stores)).ShouldBe(2);
        DealState? replayed = null;
        var states = new List<(DealState State, long Position)>();
        await stores.Store.ReadEventsAsync(id, 1, Versions, recorded =>
        {
            replayed = DealState.Apply(replayed, recorded);
            states.Add((replayed, recorded.Position));
            return true;
        });
        states.Count.ShouldBe(Versions);
        foreach (var (state, position) in states)
        {
            var stored = await past.AtVersionAsync(id, state.Version);
            stored.State.Text().ShouldBe(state.Text());
            stored.Position.ShouldBe(position);
        }

        (await KeptAsync(stores)).ShouldBe(2);
    }

    [Fact]
    public async Task AtVersion_SnapshotIsThere_ReplaysFromIt()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        var past = Open(writer, stores);
        var id = StoredDeals.NewId();
        await WriteAsync(stores.Store, id, Versions);
        var untouched = (await past.AtVersionAsync(id, Versions)).State.Text();
        await stores.Database.ExecuteAsync(
            $"UPDATE crm.deal_snapshots SET data = replace(data::text, '\"client\":null', '\"client\":\"of the snapshot\"')::json WHERE version = {DealPast.Interval}");

        (await past.AtVersionAsync(id, DealPast.Interval - 1)).State!.View.Client.ShouldBeNull();
        (await past.AtVersionAsync(id, DealPast.Interval)).State!.View.Client.ShouldBe("of the snapshot");
        (await past.AtVersionAsync(id, (2 * DealPast.Interval) - 1)).State!.View.Client.ShouldBe("of the snapshot");
        (await past.AtVersionAsync(id, Versions)).State.Text().ShouldBe(untouched);

        await stores.Database.ExecuteAsync("DELETE FROM crm.deal_snapshots");
        (await past.AtVersionAsync(id, DealPast.Interval)).State!.View.Client.ShouldBeNull();
        (await KeptAsync(stores)).ShouldBe(1);
    }

    [Fact]
    public async Task AtTime_IsTheLastVersionDecidedByThen()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        var past = Open(writer, stores);
        var id = StoredDeals.NewId();
        await WriteAsync(stores.Store, id, 40);
        var times = new List<DateTimeOffset>();
        await stores.Store.ReadEventsAsync(id, 1, 40, recorded =>
        {
            times.Add(recorded.At);
            return true;
        });

        (await past.AtTimeAsync(id, times[0].AddMicroseconds(-1))).State.ShouldBeNull();
        (await past.AtTimeAsync(StoredDeals.NewId(), times[0])).State.ShouldBeNull();
        (await past.AtTimeAsync(id, times[^1].AddDays(1))).State!.Version.ShouldBe(40);
        foreach (var time in times)
        {
            (await past.AtTimeAsync(id, time)).State!.Version.ShouldBe(times.LastIndexOf(time) + 1);
            (await past.AtTimeAsync(id, time.AddMicroseconds(-1))).State?.Version.ShouldBe(times.FindLastIndex(t => t < time) + 1);
        }
    }

    [Fact]
    public async Task AtVersion_NoSuchDealOrVersion_IsNothing()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(stores.Database.WriterConnectionString));
        var past = Open(writer, stores);
        var id = StoredDeals.NewId();
        await WriteAsync(stores.Store, id, 3);
        (await past.AtVersionAsync(StoredDeals.NewId(), 1)).State.ShouldBeNull();
        (await past.AtVersionAsync(id, 4)).State.ShouldBeNull();
    }

    [Fact]
    public async Task Migrate_InstallationFromBefore_LearnsWhichVersionChangedWhat()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var deals = Enumerable.Range(0, 5).Select(static _ => StoredDeals.NewId()).ToList();
        foreach (var (id, number) in deals.Select(static (id, i) => (id, i)))
            await WriteAsync(stores.Store, id, 20 + number);
        var states = await TextsAsync(stores, deals);
        states.ShouldContain(static text => text.Contains("[status, ", StringComparison.Ordinal));
        await stores.Database.ExecuteAsync("""
            DROP TABLE crm.deal_snapshots;
            UPDATE crm.deals SET field_versions = field_versions - ARRAY['stage', 'status', 'ownerId', 'teamId', 'sharedWith', 'archived'];
            DELETE FROM migrations.journal WHERE scriptname = '0040-deal-past.sql'
            """);
        (await TextsAsync(stores, deals)).ShouldNotBe(states);

        (await new DatabaseMigrator(stores.Database.Logins, NullLogger<DatabaseMigrator>.Instance).RunAsync()).ShouldBe(["0040-deal-past.sql"]);

        (await TextsAsync(stores, deals)).ShouldBe(states);
    }

    private static async Task<List<string>> TextsAsync(PostgresStores stores, List<Guid> deals)
    {
        var texts = new List<string>();
        foreach (var id in deals)
            texts.Add((await stores.Store.LoadAsync(id)).State.Text());
        return texts;
    }

    private static DealPast Open(WriterDatabase writer, PostgresStores stores) =>
        new(writer, stores.Store, new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System);

    private static Task<long> KeptAsync(PostgresStores stores) => stores.Database.ScalarAsync<long>("SELECT count(*) FROM crm.deal_snapshots");

    /// <summary>A deal with changes of every kind but of its client.</summary>
    private static async Task WriteAsync(PostgresEventStore<DealState, DealEvent> store, Guid id, int versions)
    {
        var first = StoredDeals.Creation(id);
        (await store.AppendAsync(first)).Status.ShouldBe(AppendStatus.Committed);
        var random = new Random(versions);
        for (var state = first.State; state.Version < versions;)
        {
            var append = StoredDeals.Next(id, state, Change(state, random), null);
            if (append.Events.IsEmpty)
                continue;
            (await store.AppendAsync(append)).Status.ShouldBe(AppendStatus.Committed);
            state = append.State;
        }
    }

    private static Decision<DealEvent> Change(DealState state, Random random)
    {
        var context = StoredDeals.Context();
        return random.Next(10) switch
        {
            0 => DealRules.MoveStage(state, new MoveDealStage(context, DefaultPipeline.Stages[random.Next(DefaultPipeline.Stages.Length)]), DefaultPipeline.Unchanged, default),
            1 => DealRules.Lose(state, new LoseDeal(context, $"reason {random.Next()}"), DefaultPipeline.Unchanged, default),
            2 => DealRules.Reopen(state, new ReopenDeal(context), default),
            3 => DealRules.Archive(state, new ArchiveDeal(context), default),
            4 => DealRules.Restore(state, new RestoreDeal(context), default),
            5 => DealSharingRules.Share(state, new ShareDeal(context, StoredDeals.NewId()), default),
            6 when !state.View.SharedWith.IsEmpty => DealSharingRules.Unshare(state, new UnshareDeal(context, state.View.SharedWith[0]), default),
            7 => PatchDealRule.Patch(state, new PatchDeal(context) { Amount = random.Next(100), Currency = random.Next(2) == 0 ? "JPY" : "EUR" }, DefaultPipeline.Unchanged, default),
            8 => PatchDealRule.Patch(state, new PatchDeal(context) { Tags = new(true, [$"tag \"{random.Next()}\""]), ExpectedCloseDate = new DateOnly(2027, 1, 1 + random.Next(28)) }, DefaultPipeline.Unchanged, default),
            _ => PatchDealRule.Patch(state, new PatchDeal(context) { Title = $"Крыша {random.Next()}" }, DefaultPipeline.Unchanged, default),
        };
    }
}
