using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Tasks;

public sealed class TaskRulesTests
{
    [Fact]
    public void Create_ByAUser_IsTheirsAndRemindsInOrder()
    {
        var task = GivenTasks.Task.View;

        (task.Id, task.Version, task.Title, task.Status, task.Priority).ShouldBe((GivenTasks.TaskId, 3, "Call Smith", TaskWorkStatus.Open, TaskPriority.Normal));
        (task.AssigneeId, task.CreatorId, task.DealId, task.TimeZone).ShouldBe((Given.User, Given.User, (Guid?)Given.DealId, "UTC"));
        task.Reminders.Select(static reminder => reminder.At).ShouldBe([GivenTasks.Due.AddDays(-1), GivenTasks.Due.AddHours(-1)]);
        task.Reminders.Select(static reminder => reminder.Id).ShouldBeUnique();
    }

    [Fact]
    public void Create_Twice_TheSameReminderIds() =>
        GivenTasks.Task.View.Reminders.Select(static reminder => reminder.Id).ShouldBe(GivenTasks.Task.View.Reminders.Select(static reminder => reminder.Id));

    [Fact]
    public void Create_FieldsThatAreNone_AreNamed() => TaskRules.Create(
        GivenTasks.TaskId,
        null,
        new CreateTask(Given.Context, " ")
        {
            Description = "a\u0007b",
            AssigneeId = Guid.Empty,
            DealId = Given.DealId,
            DueAt = new DateTimeOffset(3000, 1, 1, 0, 0, 0, TimeSpan.Zero),
            TimeZone = "Mars/Olympus",
            Reminders = [new() { MinutesBefore = -1 }, new() { DaysBefore = 1 }, new() { At = Given.Now, MinutesBefore = 1 }, new() { DaysBefore = 400, Time = new(9, 0) }],
        },
        null,
        Given.Now).ShouldBlame(
            "#/title", "#/description", "#/assigneeId", "#/dealId", "#/dueAt", "#/reminders/0/minutesBefore", "#/reminders/1", "#/reminders/2", "#/reminders/3/daysBefore", "#/timeZone");

    [Fact]
    public void Create_RemindersWithoutADueTimeOrTooMany_AreRefused()
    {
        TaskRules.Create(GivenTasks.TaskId, null, new CreateTask(Given.Context, "x") { Reminders = [GivenTasks.Before(5)] }, null, Given.Now).ShouldBlame("#/reminders/0");
        TaskRules.Create(
            GivenTasks.TaskId,
            null,
            new CreateTask(Given.Context, "x") { DueAt = GivenTasks.Due, Reminders = [.. Enumerable.Range(0, 11).Select(GivenTasks.Before)] },
            null,
            Given.Now).ShouldBlame("#/reminders");
    }

    [Fact]
    public void Create_ReminderThatIsPast_IsLeftOut()
    {
        var task = GivenTasks.Of(GivenTasks.Creation with { DueAt = Given.Now.AddMinutes(30), Reminders = [GivenTasks.Before(60), GivenTasks.Before(10)] });

        task.View.Reminders.ShouldHaveSingleItem().At.ShouldBe(Given.Now.AddMinutes(20));
    }

    [Fact]
    public void Patch_DueTime_MovesTheRemindersBeforeIt()
    {
        var before = GivenTasks.Task;
        var after = before.Patched(new PatchTask(Given.Context) { DueAt = GivenTasks.Due.AddDays(1) });

        after.View.Reminders.Select(static reminder => reminder.At).ShouldBe([GivenTasks.Due, GivenTasks.Due.AddHours(23)]);
        after.View.Reminders.Select(static reminder => reminder.Id).Intersect(before.View.Reminders.Select(static reminder => reminder.Id)).ShouldBeEmpty();
    }

    [Fact]
    public void Patch_Reminders_KeepsThoseThatStay()
    {
        var before = GivenTasks.Task;
        var after = before.Patched(new PatchTask(Given.Context) { Reminders = GivenTasks.Reminders(GivenTasks.Before(60), new() { At = GivenTasks.Due.AddHours(1) }) });

        after.View.Reminders[0].ShouldBe(before.View.Reminders[1]);
        after.View.Reminders[1].At.ShouldBe(GivenTasks.Due.AddHours(1));
        after.Version.ShouldBe(before.Version + 2, "One was dropped and one was set.");
    }

    [Fact]
    public void Patch_WhatIsAlready_IsNothing()
    {
        var patch = new PatchTask(Given.Context) { Title = "Call Smith", DueAt = GivenTasks.Due, Reminders = GivenTasks.Reminders(GivenTasks.Before(1440), GivenTasks.Before(60)) };

        TaskRules.Patch(GivenTasks.Task, patch, null, null, Given.Now).ShouldBe(Decision<TaskEvent>.Nothing);
    }

    [Fact]
    public void ChangeStatus_Done_HasNoRemindersAndGetsNone()
    {
        var done = GivenTasks.Task.With(TaskWorkStatus.Done);

        done.View.Reminders.ShouldBeEmpty();
        TaskRules.Patch(done, new PatchTask(Given.Context) { Reminders = GivenTasks.Reminders(GivenTasks.Before(5)) }, null, null, Given.Now).ShouldBlame("#/reminders");
        done.With(TaskWorkStatus.Open).View.Status.ShouldBe(TaskWorkStatus.Open);
    }

    [Fact]
    public void Commands_OfOneWhoDoesNotSeeIt_FindNothing()
    {
        var stranger = GivenTasks.ContextOf(Given.OtherUser, RoleNames.Manager);

        TaskRules.Patch(GivenTasks.Task, new PatchTask(stranger), null, null, Given.Now).ShouldBeRefused(RejectionCode.NotFound);
        TaskRules.ChangeStatus(GivenTasks.Task, new ChangeTaskStatus(stranger, TaskWorkStatus.Done), Guid.Empty).ShouldBeRefused(RejectionCode.NotFound);
        TaskRules.Assign(GivenTasks.Task, new AssignTask(stranger, Given.OtherUser), null).ShouldBeRefused(RejectionCode.NotFound);
        TaskRules.Assign(null, new AssignTask(Given.Context, Given.OtherUser), null).ShouldBeRefused(RejectionCode.NotFound);
    }

    [Fact]
    public void Commands_OfOneWhoSeesTheDeal_WorkOnItButDoNotDecide()
    {
        var mate = GivenTasks.ContextOf(Given.OtherUser);

        TaskRules.ChangeStatus(GivenTasks.Task, new ChangeTaskStatus(mate, TaskWorkStatus.Done), Given.DealId).Events.ShouldHaveSingleItem();
        TaskRules.ChangeStatus(GivenTasks.Task, new ChangeTaskStatus(mate, TaskWorkStatus.Cancelled), Given.DealId).ShouldBeRefused(RejectionCode.Forbidden);
        TaskRules.Assign(GivenTasks.Task, new AssignTask(mate, Given.OtherUser), Given.DealId).ShouldBeRefused(RejectionCode.Forbidden);
        var manager = GivenTasks.ContextOf(Given.OtherUser, RoleNames.Manager);
        TaskRules.Assign(GivenTasks.Task, new AssignTask(manager, Given.OtherUser), Given.DealId).Events.ShouldHaveSingleItem().ShouldBeOfType<TaskAssigneeChanged>();
    }
}
