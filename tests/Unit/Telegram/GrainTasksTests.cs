using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Telegram.Bot;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class GrainTasksTests
{
    private static readonly Caller Ann = new(BotRig.UserId, [], [], "en", null);
    private static readonly CommandContext Context = new(Ann, "telegram-1-1", BotIds.Of("command"), 3);

    private readonly TaskGrains _grains;
    private readonly GrainTasks _tasks;

    public GrainTasksTests()
    {
        (var factory, _grains) = TaskGrains.Create();
        _tasks = new GrainTasks(factory);
    }

    [Fact]
    public async Task ListAsync_OpenAndBegun_NextDueFirstAndWithoutADueTimeLast()
    {
        _grains.Lists[TaskWorkStatus.Open] = [TaskGrains.Numbered(1, null), TaskGrains.Numbered(2, BotRig.Now.AddDays(2))];
        _grains.Lists[TaskWorkStatus.InProgress] = [TaskGrains.Numbered(3, BotRig.Now.AddDays(1)), TaskGrains.Numbered(4, BotRig.Now.AddDays(3))];

        var list = await _tasks.ListAsync(Ann, 3);

        list.Value!.Items.Select(static task => task.Title).ShouldBe(["3", "2", "4"]);
        _grains.Queries.ShouldAllBe(static query => query.AssigneeId == BotRig.UserId && query.Sort == TaskSort.DueFirst && query.Limit == 3);
    }

    [Fact]
    public async Task ListAsync_OneListIsAway_IsAway()
    {
        _grains.Lists[TaskWorkStatus.Open] = [];

        (await _tasks.ListAsync(Ann, 3)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
    }

    [Fact]
    public async Task CreateAsync_WithADueTime_RemindsWhenItIsDue()
    {
        var (id, deal) = (BotIds.Of("task"), BotIds.Of("deal"));

        var created = await _tasks.CreateAsync(new NewBotTask(Context, id, "Call Ann", BotRig.Now, BotRig.UserId, deal));
        await _tasks.CreateAsync(new NewBotTask(Context, id, "Call Ann", null, BotRig.UserId, null));

        created.Value!.Title.ShouldBe("Call Ann");
        var command = _grains.Created[0];
        command.Context.ShouldBe(Context);
        command.AssigneeId.ShouldBe(BotRig.UserId);
        command.DealId.ShouldBe(deal);
        command.DueAt.ShouldBe(BotRig.Now);
        command.Reminders.ShouldHaveSingleItem().ShouldBe(new ReminderRule { MinutesBefore = 0 });
        _grains.Created[1].Reminders.ShouldBeEmpty();
    }

    [Fact]
    public async Task FinishAsync_Always_IsForTheVersionThatWasSeen()
    {
        await _tasks.FinishAsync(Context, BotIds.Of("task"));

        _grains.Changed.ShouldHaveSingleItem().ShouldBe(new ChangeTaskStatus(Context, TaskWorkStatus.Done));
    }
}
