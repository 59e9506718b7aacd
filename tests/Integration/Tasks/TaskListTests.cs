using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Tasks;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Tasks;

/// <summary>Lists show the tasks that their caller sees, and the database sees to that.</summary>
public sealed class TaskListTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Guid Creator = new("0190a000-0000-7000-8000-0000000000c1");
    private static readonly Guid Assignee = new("0190a000-0000-7000-8000-0000000000c2");
    private static readonly Guid Stranger = new("0190a000-0000-7000-8000-0000000000c3");
    private PostgresStores _deals = null!;
    private DealQueryDatabase _database = null!;
    private DealListFollower _follower = null!;
    private TaskReads _reads = null!;
    private Append<DealState, DealEvent> _created = null!;
    private Guid _deal;

    public async ValueTask InitializeAsync()
    {
        _deals = await PostgresStores.CreateAsync(postgres.Server);
        _database = new DealQueryDatabase(_deals.Database.ReaderConnectionString, TimeSpan.FromMinutes(1));
        _follower = new DealListFollower(_deals.Database.WriterConnectionString);
        _reads = new TaskReads(_database, _follower, TimeProvider.System);
        _deal = StoredDeals.NewId();
        _created = StoredDeals.Creation(_deal);
        await _deals.Store.AppendAsync(_created);
        await InsertAsync("of the deal", _deal);
        await InsertAsync("of no deal", null);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _follower.DisposeAsync();
        await _deals.DisposeAsync();
    }

    [Fact]
    public async Task List_ByWhoeverSeesThem_ShowsTheirs()
    {
        (await TitlesAsync(As(Creator))).ShouldBe(["of no deal", "of the deal"]);
        (await TitlesAsync(As(Assignee))).ShouldBe(["of no deal", "of the deal"]);
        (await TitlesAsync(As(Stranger, RoleNames.Administrator))).ShouldBe(["of no deal", "of the deal"]);
        (await TitlesAsync(As(StoredDeals.User))).ShouldBe(["of the deal"]);
    }

    [Theory]
    [InlineData(RoleNames.User)]
    [InlineData(RoleNames.Manager)]
    public async Task List_ByAStranger_ShowsNothingWhateverIsAskedFor(string role)
    {
        var stranger = As(Stranger, role);

        (await TitlesAsync(stranger)).ShouldBeEmpty();
        (await ListAsync(new ListTasks(stranger) { DealId = _deal })).Items.ShouldBeEmpty();
        (await ListAsync(new ListTasks(stranger) { AssigneeId = Assignee })).Items.ShouldBeEmpty();
        (await ListAsync(new ListTasks(stranger) { CreatorId = Creator, Sort = TaskSort.DueFirst })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_DealSharedAMomentAgo_ShowsItsTask()
    {
        (await TitlesAsync(As(Stranger))).ShouldBeEmpty();
        var shared = StoredDeals.Next(_deal, _created.State, DealSharingRules.Share(_created.State, new ShareDeal(StoredDeals.Context(), Stranger), default), null);
        var committed = await _deals.Store.AppendAsync(shared);

        var result = await _reads.ListAsync(new ListTasks(As(Stranger)));

        result.Position.ShouldBe(committed.Position);
        result.Value!.Items.ShouldHaveSingleItem().Title.ShouldBe("of the deal");
        await _deals.Store.AppendAsync(
            StoredDeals.Next(_deal, shared.State, DealSharingRules.Unshare(shared.State, new UnshareDeal(StoredDeals.Context(), Stranger), default), null));
        (await TitlesAsync(As(Stranger))).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_ListOfDealsIsWrong_ShowsNothingMore()
    {
        (await TitlesAsync(As(StoredDeals.User))).ShouldBe(["of the deal"]);
        await _deals.Database.ExecuteAsync($"UPDATE crm.deal_list SET owner_id = '{Stranger}'");

        (await TitlesAsync(As(Stranger))).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_ListOfDealsDoesNotFollow_ShowsTheSame()
    {
        var refused = new NpgsqlConnectionStringBuilder(_deals.Database.WriterConnectionString) { Password = "another" };
        await using var follower = new DealListFollower(refused.ConnectionString);
        _reads = new TaskReads(_database, follower, TimeProvider.System);

        (await TitlesAsync(As(StoredDeals.User))).ShouldBe(["of the deal"]);
        (await TitlesAsync(As(Stranger))).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_ManyTasks_LooksUpTheDealOfEachAndHashesNone()
    {
        await _deals.Database.ExecuteAsync("""
            INSERT INTO tasks.tasks (id, version, title, status, priority, assignee_id, creator_id, deal_id, time_zone, reminders, created_at, updated_at)
            SELECT gen_random_uuid(), 1, 'many', 'open', 'normal', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'UTC', '[]', now(), now() FROM generate_series(1, 5000);
            ANALYZE tasks.tasks
            """);

        var plan = await _deals.Database.ScalarAsync<string>($"""
            BEGIN;
            SET LOCAL ROLE crm_lists;
            SET LOCAL crm.user_id = '{Stranger}';
            SET LOCAL enable_seqscan = off;
            EXPLAIN (FORMAT JSON) SELECT id FROM tasks.tasks ORDER BY created_at DESC, id DESC LIMIT 51
            """);

        plan.ShouldContain("tasks_by_age");
        plan.ShouldNotContain("hashed");
    }

    private static Caller As(Guid user, string role = RoleNames.User) => new(user, [role], [], "en", null);

    private async Task<IEnumerable<string>> TitlesAsync(Caller caller) => (await ListAsync(new ListTasks(caller))).Items.Select(static task => task.Title);

    private async Task<TaskPage> ListAsync(ListTasks query)
    {
        var result = await _reads.ListAsync(query);
        result.Rejection.ShouldBeNull();
        return result.Value!;
    }

    private Task InsertAsync(string title, Guid? deal) => _deals.Database.ExecuteAsync($"""
        INSERT INTO tasks.tasks (id, version, title, status, priority, assignee_id, creator_id, deal_id, time_zone, reminders, created_at, updated_at)
        VALUES (gen_random_uuid(), 1, '{title}', 'open', 'normal', '{Assignee}', '{Creator}', {(deal is null ? "NULL" : $"'{deal}'")}, 'UTC', '[]', now(), now())
        """);
}
