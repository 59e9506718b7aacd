using System.Diagnostics;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.Tasks;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Due;

/// <summary>Reminders are fired once each, whoever fires and whoever dies.</summary>
public sealed class DueReminderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Past = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private StoredTasks _tasks = null!;

    public async ValueTask InitializeAsync() => _tasks = await StoredTasks.CreateAsync(postgres.Server);

    public ValueTask DisposeAsync() => _tasks.DisposeAsync();

    [Fact]
    public async Task FireDue_TenThousandAtOnceByTwoSilos_EachOnceInOrderWithinTenSeconds()
    {
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(_ => _tasks.CreateAsync(Past.AddSeconds(1), Past)));
        (await _tasks.RowsAsync()).ShouldBe(10_000);
        FiringSilo[] silos = [_tasks.OpenSilo(new DueOptions()), _tasks.OpenSilo(new DueOptions())];
        var started = Stopwatch.GetTimestamp();

        var fired = await Task.WhenAll(silos.Select(static silo => silo.FireAllAsync()));

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        fired.Sum().ShouldBe(10_000);
        silos.Sum(static silo => silo.Fired).ShouldBe(10_000, "Nobody fired what another had.");
        (await _tasks.FiredAsync()).ShouldBe(10_000);
        (await _tasks.RowsAsync()).ShouldBe(0);
        await _tasks.ShouldBeOnceAndInOrderAsync();
        (await _tasks.Database.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE type = 'task.reminder' AND (data ->> 'late')::boolean")).ShouldBe(10_000);
    }

    [Fact]
    public async Task FireDue_AfterOneWhoDiedBeforeTheRowsWereDeleted_NoneASecondTime()
    {
        var tasks = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _tasks.CreateAsync(Past)));
        var dead = _tasks.OpenSilo(new DueOptions());
        foreach (var task in tasks)
            await dead.FireAsync(new DueReminder(task, (await _tasks.Store.LoadAsync(task)).State!.View.Reminders[0].Id));
        (await _tasks.RowsAsync()).ShouldBe(40);

        (await _tasks.OpenSilo(new DueOptions()).FireAllAsync()).ShouldBe(40);

        (await _tasks.FiredAsync()).ShouldBe(40);
        (await _tasks.RowsAsync()).ShouldBe(0);
        await _tasks.ShouldBeOnceAndInOrderAsync();
    }

    [Fact]
    public async Task FireDue_TaskThatIsAway_HoldsUpNobodyElseAndIsTriedAgain()
    {
        var tasks = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => _tasks.CreateAsync(Past, Past.AddMinutes(1))));
        var silo = _tasks.OpenSilo(new DueOptions());
        silo.IsAway = due => due.TaskId == tasks[0];

        var look = await silo.Runner.FireDueAsync(CancellationToken.None);

        look.ShouldBe(new DueLook(126, new DueOptions().RetryPause, "away"));
        (await _tasks.RowsAsync()).ShouldBe(2);
        silo.IsAway = static _ => false;
        (await silo.FireAllAsync()).ShouldBe(2);
        await _tasks.ShouldBeOnceAndInOrderAsync();
    }

    [Fact]
    public async Task FireDue_RowThatCannotBeRead_HoldsUpNobodyElseAndIsTriedAgain()
    {
        var tasks = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => _tasks.CreateAsync(Past, Past.AddMinutes(1))));
        var silo = _tasks.OpenSilo(new DueOptions());
        silo.IsUnreadable = due => due.TaskId == tasks[0];

        var look = await silo.Runner.FireDueAsync(CancellationToken.None);

        look.ShouldBe(new DueLook(126, new DueOptions().RetryPause, "unreadable"));
        (await _tasks.RowsAsync()).ShouldBe(2);
        silo.IsUnreadable = static _ => false;
        (await silo.FireAllAsync()).ShouldBe(2);
        await _tasks.ShouldBeOnceAndInOrderAsync();
    }

    [Fact]
    public async Task FireAsync_TaskThatSomebodyElseHasWritten_IsNotTakenForUnwanted()
    {
        var task = await _tasks.CreateAsync(Past);
        var silo = _tasks.OpenSilo(new DueOptions());
        var stale = silo.Activate(task);
        (await stale.ReadAsync()).State!.View.Reminders.ShouldHaveSingleItem();
        var reminder = await _tasks.AddReminderAsync(task, Past.AddDays(1));

        (await FiringSilo.AskAsync(stale, new DueReminder(task, reminder))).ShouldBeFalse("It does not know of the reminder, and must not say that nobody wants it.");

        (await silo.FireAllAsync()).ShouldBe(2);
        (await _tasks.FiredAsync()).ShouldBe(2);
        await _tasks.ShouldBeOnceAndInOrderAsync();
    }

    [Fact]
    public async Task FireDue_NothingDue_SaysWhenToLookAgain()
    {
        var silo = _tasks.OpenSilo(new DueOptions { Period = TimeSpan.FromSeconds(30) });
        (await silo.Runner.FireDueAsync(CancellationToken.None)).ShouldBe(new DueLook(0, TimeSpan.FromSeconds(30), null));
        await _tasks.CreateAsync(TimeProvider.System.GetUtcNow().AddYears(2));
        (await silo.Runner.FireDueAsync(CancellationToken.None)).ShouldBe(new DueLook(0, TimeSpan.FromSeconds(30), null));
        await _tasks.CreateAsync(TimeProvider.System.GetUtcNow().AddSeconds(20));

        var look = await silo.Runner.FireDueAsync(CancellationToken.None);

        look.Pause.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        silo.Fired.ShouldBe(0);
    }

    [Fact]
    public async Task Rows_OfATask_AreInOnePartition()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _tasks.CreateAsync(Past, Past.AddHours(1), Past.AddHours(2))));

        (await _tasks.Database.ScalarAsync<long>("SELECT max(n) FROM (SELECT count(DISTINCT partition) AS n FROM tasks.reminders GROUP BY task_id) t")).ShouldBe(1);
        (await _tasks.Database.ScalarAsync<bool>("SELECT bool_and(partition BETWEEN 0 AND 15) FROM tasks.reminders")).ShouldBeTrue();
    }
}
