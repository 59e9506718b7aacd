using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.UnitTests.Deals;
using Crm.Actors.UnitTests.Kernel.Model;
using Crm.Actors.UnitTests.Tasks;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Kernel;

/// <summary>What is due is given up for good where there is nothing to do: who is stale must not say that.</summary>
public sealed class ExecuteSurelyTests
{
    private readonly TaskRowStore _store = new(GivenTasks.Task);
    private readonly FifoScheduler _scheduler = new();
    private readonly AggregateWriter<TaskState, TaskEvent, TaskView> _writer;
    private bool _isFenced;

    public ExecuteSurelyTests()
    {
        var clock = new FakeTimeProvider();
        _writer = new(GivenTasks.TaskId, _store, new KernelServices(clock, new UuidV7Source(clock), new KernelOptions()), () => _isFenced = true);
    }

    [Fact]
    public async Task ExecuteSurelyAsync_NothingToDo_IsAcceptedAndAsksTheStoreOnceMore()
    {
        (await RemindAsync(Guid.Empty)).Rejection.ShouldBeNull();

        (_store.Loads, _store.Appends, _isFenced).ShouldBe((2, 0, false));
    }

    [Fact]
    public async Task ExecuteSurelyAsync_SomethingToDo_IsDoneAsEver()
    {
        var reminder = GivenTasks.Task.View.Reminders[0].Id;

        (await RemindAsync(reminder)).Value!.Reminders.ShouldHaveSingleItem();

        (_store.Loads, _store.Appends, _isFenced).ShouldBe((1, 1, false));
    }

    [Fact]
    public async Task ExecuteSurelyAsync_OnlyTheStoredStateKnowsWhatToDo_IsRefusedAndFenced()
    {
        await RemindAsync(Guid.Empty);
        _store.Row = GivenTasks.Task.Patched(new PatchTask(Given.Context) { Reminders = GivenTasks.Reminders(GivenTasks.Before(5)) });
        var reminder = _store.Row.View.Reminders[0].Id;

        (await RemindAsync(reminder)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);

        _isFenced.ShouldBeTrue();
        (await RemindAsync(reminder)).Rejection!.AskAgain.ShouldBeTrue("Another activation answers, and this one has done nothing.");
        _store.Appends.ShouldBe(0);
    }

    [Fact]
    public async Task ExecuteSurelyAsync_StoreIsAway_IsRefused()
    {
        await RemindAsync(Guid.Empty);
        _store.IsAway = true;

        (await RemindAsync(Guid.Empty)).Rejection!.AskAgain.ShouldBeFalse("The database is no better elsewhere.");

        _isFenced.ShouldBeFalse();
    }

    private async Task<CommandResult<TaskView>> RemindAsync(Guid reminder)
    {
        Task<CommandResult<TaskView>>? result = null;
        _scheduler.Post(() => result = _writer.ExecuteSurelyAsync(GivenTasks.ContextOf(Given.User), reminder, TaskRules.Remind));
        while (!_scheduler.IsIdle)
            _scheduler.RunOne();
        return await result!;
    }
}
