using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Users;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Tasks;
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
    private TaskReads _reads = null!;
    private Guid _deal;

    public async ValueTask InitializeAsync()
    {
        _deals = await PostgresStores.CreateAsync(postgres.Server);
        _database = new DealQueryDatabase(_deals.Database.ReaderConnectionString, TimeSpan.FromMinutes(1));
        _reads = new TaskReads(_database, TimeProvider.System);
        _deal = StoredDeals.NewId();
        await _deals.Store.AppendAsync(StoredDeals.Creation(_deal));
        await InsertAsync("of the deal", _deal);
        await InsertAsync("of no deal", null);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
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
