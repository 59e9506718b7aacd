using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>The tasks of the grains, which REST has, too: the rights are those of the caller.</summary>
public sealed class GrainTasks(IGrainFactory grains) : ITaskCommands
{
    /// <summary>A chat asks for no reminders: a task that is due reminds when it is.</summary>
    private static readonly ImmutableArray<ReminderRule> WhenDue = [new ReminderRule { MinutesBefore = 0 }];

    /// <inheritdoc/>
    public async Task<CommandResult<BotTasks>> ListAsync(Caller caller, int most)
    {
        var lists = await Task.WhenAll(ListAsync(caller, TaskWorkStatus.Open, most), ListAsync(caller, TaskWorkStatus.InProgress, most));
        if (Array.Find(lists, static list => list.Value is null) is { } failed)
            return new(null, 0, failed.Rejection);
        var next = lists.SelectMany(static list => list.Value!.Items)
            .OrderBy(static task => task.DueAt ?? DateTimeOffset.MaxValue)
            .ThenBy(static task => task.Id)
            .Take(most)
            .Select(Show);
        return new(new BotTasks([.. next]), lists.Max(static list => list.Position), null);
    }

    /// <inheritdoc/>
    public async Task<CommandResult<BotTask>> CreateAsync(NewBotTask command) => Of(await Grain(command.Id).Create(new CreateTask(command.Context, command.Title)
    {
        AssigneeId = command.AssigneeId,
        DealId = command.DealId,
        DueAt = command.DueAt,
        Reminders = command.DueAt is null ? [] : WhenDue,
    }));

    /// <inheritdoc/>
    public async Task<CommandResult<BotTask>> FinishAsync(CommandContext context, Guid taskId) =>
        Of(await Grain(taskId).ChangeStatus(new ChangeTaskStatus(context, TaskWorkStatus.Done)));

    private Task<CommandResult<TaskPage>> ListAsync(Caller caller, TaskWorkStatus status, int most) => grains.GetGrain<ITaskQueriesGrain>(0).List(
        new ListTasks(caller) { Limit = most, Sort = TaskSort.DueFirst, AssigneeId = caller.UserId, Status = status });

    private ITaskGrain Grain(Guid id) => grains.GetGrain<ITaskGrain>(id);

    private static CommandResult<BotTask> Of(CommandResult<TaskView> result) => new(result.Value is { } task ? Show(task) : null, result.Position, result.Rejection);

    private static BotTask Show(TaskView task) => new(task.Id, task.Version, task.Title, task.DueAt);
}
