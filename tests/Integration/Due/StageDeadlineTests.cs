using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.Faults;
using Crm.Actors.Persistence.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Due;

/// <summary>Deadlines of stages become rows once, and each comes to its deal.</summary>
public sealed class StageDeadlineTests(PostgresFixture postgres) : IDueTable<DueStage>
{
    private static readonly DateTimeOffset Past = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private readonly StageDeadlineTable _table = new(null!);
    private readonly List<DueStage> _fired = [];

    string IDueTable<DueStage>.Table => _table.Table;

    string IDueTable<DueStage>.Columns => _table.Columns;

    [Fact]
    public async Task Deadline_OfADealThatWasReconciledTwice_ComesOnceInOrder()
    {
        await using var deals = await PostgresStores.CreateAsync(postgres.Server);
        var connection = new NpgsqlConnectionStringBuilder(deals.Database.WriterConnectionString);
        await using var consumers = new ConsumerDatabase(connection);
        await using var due = new DueDatabase(connection);
        var append = StoredDeals.Creation(StoredDeals.NewId());
        var created = (DealCreated)append.Events[0].Data with { Deadline = new StageDeadline(Past, Past.AddHours(1)) };
        await deals.Store.AppendAsync(StoredDeals.Next(append.Id, null, Decision<DealEvent>.Accept([created]), null));
        var consumer = new DealAutomationConsumer();
        var rounds = new ConsumerRounds<DealDemand>(
            consumers, consumer, new DealDemandsWriter(), new ParkedDeadLetters(consumers), FaultPoints.None, TimeProvider.System, NullLogger<ConsumerRounds<DealDemand>>.Instance);
        var options = new ConsumerOptions { Pace = TimeSpan.Zero, Grace = TimeSpan.Zero };
        var reconciler = new ConsumerReconciler<DealDemand>(consumers, consumer, new ConsumerStore<DealDemand>(rounds, consumer, options, TimeProvider.System), options);
        await reconciler.ReconcileAsync(CancellationToken.None);
        await reconciler.ReconcileAsync(CancellationToken.None);
        (await deals.Database.ScalarAsync<long>("SELECT count(*) FROM tasks.stage_deadlines")).ShouldBe(2);

        (await new DueRunner<DueStage>(due, this, new DueOptions(), TimeProvider.System).FireDueAsync(CancellationToken.None)).Fired.ShouldBe(2);

        _fired.Select(static d => (d.DealId, d.Deadline)).ShouldBe(
        [
            (append.Id, new PassStageDeadline(1, false, Past, Past.AddHours(1))),
            (append.Id, new PassStageDeadline(1, true, Past.AddHours(1), Past.AddHours(1))),
        ]);
        (await deals.Database.ScalarAsync<long>("SELECT count(*) FROM tasks.stage_deadlines")).ShouldBe(0);
    }

    DueStage IDueTable<DueStage>.Read(NpgsqlDataReader row) => _table.Read(row);

    Guid IDueTable<DueStage>.SubjectOf(DueStage due) => _table.SubjectOf(due);

    Task<bool> IDueTable<DueStage>.FireAsync(DueStage due)
    {
        _fired.Add(due);
        return Task.FromResult(true);
    }
}
