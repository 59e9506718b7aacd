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

/// <summary>A command that nobody waits for any more, and that may have been answered otherwise, is not begun.</summary>
public sealed class LateCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TaskRowStore _store = new(GivenTasks.Task);
    private readonly FakeTimeProvider _clock = new();
    private readonly FifoScheduler _scheduler = new();
    private readonly AggregateWriter<TaskState, TaskEvent, TaskView> _writer;
    private readonly DateTimeOffset _until;

    public LateCommandTests()
    {
        _writer = new(GivenTasks.TaskId, _store, new KernelServices(_clock, new UuidV7Source(_clock), new KernelOptions()), static () => { });
        _until = _clock.GetUtcNow() + Patience;
    }

    [Fact]
    public async Task ExecuteAsync_InTime_IsDone()
    {
        _clock.Advance(Patience);

        (await RemindAsync("in time")).Rejection.ShouldBeNull();

        _store.Appends.ShouldBe(1);
    }

    [Fact]
    public async Task ExecuteAsync_TooLate_IsRefusedAndNothingIsWritten()
    {
        _clock.Advance(Patience + TimeSpan.FromMilliseconds(1));

        (await RemindAsync("late")).Rejection.ShouldBe(Rejections.Late);

        _store.Appends.ShouldBe(0);
    }

    [Fact]
    public async Task ExecuteAsync_TooLateWhenTheStateIsLoaded_IsRefusedAndNothingIsWritten()
    {
        _store.Loading = () => _clock.Advance(Patience + TimeSpan.FromMilliseconds(1));

        (await RemindAsync("slow")).Rejection.ShouldBe(Rejections.Late);

        _store.Appends.ShouldBe(0);
    }

    [Fact]
    public async Task ExecuteAsync_TooLateButDoneBefore_GetsTheFirstAnswer()
    {
        var first = await RemindAsync("twice");
        _clock.Advance(Patience + TimeSpan.FromMilliseconds(1));

        (await RemindAsync("twice")).ShouldBe(first);
    }

    private async Task<CommandResult<TaskView>> RemindAsync(string key)
    {
        var context = GivenTasks.ContextOf(Given.User) with { IdempotencyKey = key, Until = _until };
        Task<CommandResult<TaskView>>? result = null;
        _scheduler.Post(() => result = _writer.ExecuteAsync(context, GivenTasks.Task.View.Reminders[0].Id, TaskRules.Remind));
        while (!_scheduler.IsIdle)
            _scheduler.RunOne();
        return await result!;
    }
}
