using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Tasks;

public sealed class RemindTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void Remind_ItsTimeHasCome_IsSaidOnceAndLateAfterAMinute(int seconds, bool isLate)
    {
        var task = GivenTasks.Task;
        var first = task.View.Reminders[0];

        var decision = TaskRules.Remind(task, first.Id, first.At.AddSeconds(seconds));

        decision.Events.ShouldHaveSingleItem().ShouldBe(new TaskReminded(first.Id, first.At, isLate, TaskRules.Context(task.View)));
        var after = GivenTasks.After(task, decision);
        after.View.Reminders.ShouldHaveSingleItem().ShouldBe(task.View.Reminders[1]);
        TaskRules.Remind(after, first.Id, first.At.AddDays(1)).ShouldBe(Decision<TaskEvent>.Nothing);
    }

    [Fact]
    public void Remind_NotWantedAnyMore_IsNothing()
    {
        var task = GivenTasks.Task;
        var id = task.View.Reminders[0].Id;

        TaskRules.Remind(null, id, Given.Now).ShouldBe(Decision<TaskEvent>.Nothing);
        TaskRules.Remind(task.With(TaskWorkStatus.Done), id, Given.Now).ShouldBe(Decision<TaskEvent>.Nothing);
        TaskRules.Remind(task.Patched(new PatchTask(Given.Context) { DueAt = GivenTasks.Due.AddHours(1) }), id, Given.Now).ShouldBe(Decision<TaskEvent>.Nothing);
        TaskRules.Remind(task.Patched(new PatchTask(Given.Context) { Reminders = GivenTasks.Reminders() }), id, Given.Now).ShouldBe(Decision<TaskEvent>.Nothing);
    }
}
