using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Faults;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.Persistence.Tasks;
using Crm.Actors.Persistence.Verifying;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Due;

/// <summary>A deal that asks for a task gets one, however often the event is delivered and whoever dies on the way.</summary>
public sealed class RequestedTaskTests(PostgresFixture postgres) : IAsyncLifetime, IDueTable<RequestedTask>
{
    private readonly RequestTable _table = new(null!);
    private readonly KernelServices _services = new(TimeProvider.System, new UuidV7Source(TimeProvider.System), new KernelOptions());
    private PostgresStores _deals = null!;
    private WriterDatabase _writer = null!;
    private PostgresEventStore<TaskState, TaskEvent> _tasks = null!;
    private ConsumerDatabase _consumers = null!;
    private DueDatabase _due = null!;
    private ConsumerStore<DealDemand> _consumer = null!;

    string IDueTable<RequestedTask>.Table => _table.Table;

    string IDueTable<RequestedTask>.Columns => _table.Columns;

    public async ValueTask InitializeAsync()
    {
        _deals = await PostgresStores.CreateAsync(postgres.Server);
        var connection = new NpgsqlConnectionStringBuilder(_deals.Database.WriterConnectionString);
        _writer = new WriterDatabase(connection);
        _tasks = new(_writer, new TaskMapping(), new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System, NullLogger<PostgresEventStore<TaskState, TaskEvent>>.Instance);
        (_consumers, _due) = (new ConsumerDatabase(connection), new DueDatabase(connection));
        var consumer = new DealAutomationConsumer();
        var rounds = new ConsumerRounds<DealDemand>(
            _consumers, consumer, new DealDemandsWriter(), new ParkedDeadLetters(_consumers), FaultPoints.None, TimeProvider.System, NullLogger<ConsumerRounds<DealDemand>>.Instance);
        _consumer = new(rounds, consumer, new ConsumerOptions { Pace = TimeSpan.Zero }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _tasks.DisposeAsync();
        await _writer.DisposeAsync();
        await _consumers.DisposeAsync();
        await _due.DisposeAsync();
        await _deals.DisposeAsync();
    }

    [Fact]
    public async Task Requested_DeliveredTwiceAndMadeTwice_IsOneTask()
    {
        for (var i = 0; i < 20; i++)
            await RequestAsync();
        var log = await LogAsync();
        await _consumer.ApplyAsync([.. log, .. log], CancellationToken.None);
        await _consumer.ApplyAsync(log, CancellationToken.None);
        (await CountAsync("tasks.requests")).ShouldBe(20);

        (await Runner().FireDueAsync(CancellationToken.None)).Fired.ShouldBe(20);

        (await CountAsync("tasks.requests")).ShouldBe(0);
        // As after a crash of the database that lost the consumer's last commits.
        await _deals.Database.ExecuteAsync("DELETE FROM events.consumer_watermarks WHERE consumer = 'deal-automation'");
        await _consumer.ApplyAsync(log, CancellationToken.None);
        (await Runner().FireDueAsync(CancellationToken.None)).Fired.ShouldBe(20);
        (await CountAsync("tasks.tasks")).ShouldBe(20);
        (await CountAsync("events.log WHERE type = 'task.created'")).ShouldBe(20);
        (await CountAsync("tasks.tasks t JOIN crm.deals d ON d.id = t.deal_id AND d.owner_id = t.assignee_id WHERE t.title = 'Call' AND t.version = 1")).ShouldBe(20);
    }

    [Fact]
    public async Task Verify_OnlyARequestThatIsLost_IsFound()
    {
        await RequestAsync();
        (await LostAsync()).ShouldBeEmpty("The consumer has not seen it yet.");
        await _consumer.ApplyAsync(await LogAsync(), CancellationToken.None);
        (await LostAsync()).ShouldBeEmpty("It waits to be made.");
        (await Runner().FireDueAsync(CancellationToken.None)).Fired.ShouldBe(1);
        (await LostAsync()).ShouldBeEmpty("It is made.");

        await RequestAsync();
        await _consumer.ApplyAsync(await LogAsync(), CancellationToken.None);
        await _deals.Database.ExecuteAsync("DELETE FROM tasks.requests");

        (await LostAsync()).ShouldHaveSingleItem().Version.ShouldBe(2);
    }

    RequestedTask IDueTable<RequestedTask>.Read(NpgsqlDataReader row) => _table.Read(row);

    Guid IDueTable<RequestedTask>.SubjectOf(RequestedTask due) => _table.SubjectOf(due);

    async Task<bool> IDueTable<RequestedTask>.FireAsync(RequestedTask due)
    {
        var writer = new AggregateWriter<TaskState, TaskEvent, TaskView>(due.TaskId, _tasks, _services, static () => { });
        var result = await Task.Factory.StartNew(
            () => writer.ExecuteAsync(
                new CommandContext(StoredDeals.Context().Caller, null, default, null), due.Make, (state, make, _) => TaskRules.MakeRequested(due.TaskId, state, make)),
            CancellationToken.None,
            TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
        return result.Rejection is null;
    }

    private DueRunner<RequestedTask> Runner() => new(_due, this, new DueOptions(), TimeProvider.System);

    /// <summary>A new deal that asks for a task.</summary>
    private async Task RequestAsync()
    {
        var id = StoredDeals.NewId();
        var created = (DealCreated)DealRules.Create(id, null, new CreateDeal(StoredDeals.Context(), "asks"), DefaultPipeline.Unchanged).Events[0];
        var requested = new TaskRequested("Call", null, TaskPriority.High, created.Deal.OwnerId, null, "UTC", created.Deal);
        var append = StoredDeals.Next(id, null, Decision<DealEvent>.Accept([created, requested]), null);
        (await _deals.Store.AppendAsync(append)).Status.ShouldBe(AppendStatus.Committed);
    }

    private async Task<List<FeedEvent>> LogAsync()
    {
        await using var source = NpgsqlDataSource.Create(_deals.Database.AdminConnectionString);
        await using var command = source.CreateCommand($"SELECT {FeedRow.Columns} FROM events.log l WHERE aggregate_type = 'deal' ORDER BY position");
        await using var row = await command.ExecuteReaderAsync();
        var events = new List<FeedEvent>();
        while (await row.ReadAsync())
            events.Add(FeedRow.Read(row, 0));
        return events;
    }

    /// <summary>What the verification says of requests.</summary>
    private async Task<List<Difference>> LostAsync()
    {
        var found = new List<Difference>();
        await new LogVerifier(new NpgsqlConnectionStringBuilder(_deals.Database.ReaderConnectionString)).RunAsync(found.Add, CancellationToken.None);
        return found.FindAll(static difference => difference.What == "tasks.requests");
    }

    private Task<long> CountAsync(string from) => _deals.Database.ScalarAsync<long>($"SELECT count(*) FROM {from}");
}
