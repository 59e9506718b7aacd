using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Telegram.Bot;

namespace Crm.Actors.UnitTests.Telegram;

/// <summary>Tasks as the bot asks for them; takes down what it is told.</summary>
public class TaskGrains : DispatchProxy
{
    /// <summary>What is listed, by status; without a list nothing answers.</summary>
    public Dictionary<TaskWorkStatus, ImmutableArray<TaskView>> Lists { get; } = [];

    public List<ListTasks> Queries { get; } = [];

    public List<CreateTask> Created { get; } = [];

    public List<ChangeTaskStatus> Changed { get; } = [];

    public static (IGrainFactory Factory, TaskGrains Grains) Create()
    {
        var factory = Create<IGrainFactory, TaskGrains>();
        return (factory, (TaskGrains)(object)factory);
    }

    /// <summary>A task whose title is a number.</summary>
    public static TaskView Numbered(int number, DateTimeOffset? due) => View(string.Create(CultureInfo.InvariantCulture, $"{number}"), due);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.GetGenericArguments()[0] == typeof(ITaskGrain) ? new TaskDouble(this) : new TaskListDouble(this);

    private static TaskView View(string title, DateTimeOffset? due) => new()
    {
        Id = BotIds.Of(title),
        Version = 1,
        Title = title,
        AssigneeId = BotRig.UserId,
        CreatorId = BotRig.UserId,
        DueAt = due,
        TimeZone = "UTC",
        CreatedAt = BotRig.Now,
        UpdatedAt = BotRig.Now,
    };

    private sealed class TaskListDouble(TaskGrains grains) : ITaskQueriesGrain
    {
        public Task<CommandResult<TaskPage>> List(ListTasks query)
        {
            grains.Queries.Add(query);
            return Task.FromResult(grains.Lists.TryGetValue(query.Status!.Value, out var items)
                ? new CommandResult<TaskPage>(new TaskPage(items, null), 1, null)
                : new CommandResult<TaskPage>(null, 0, new Rejection(RejectionCode.Unavailable, "away")));
        }
    }

    private sealed class TaskDouble(TaskGrains grains) : ITaskGrain
    {
        public Task<CommandResult<TaskView>> Create(CreateTask command)
        {
            grains.Created.Add(command);
            return Answer(View(command.Title, command.DueAt));
        }

        public Task<CommandResult<TaskView>> ChangeStatus(ChangeTaskStatus command)
        {
            grains.Changed.Add(command);
            return Answer(View("done", null));
        }

        public Task<CommandResult<TaskView>> Get(Caller caller) => throw new NotSupportedException();

        public Task<CommandResult<TaskView>> Patch(PatchTask command) => throw new NotSupportedException();

        public Task<CommandResult<TaskView>> Assign(AssignTask command) => throw new NotSupportedException();

        public Task<CommandResult<TaskView>> MakeRequested(MakeRequestedTask command) => throw new NotSupportedException();

        public Task<CommandResult<TaskView>> Remind(Guid reminderId) => throw new NotSupportedException();

        private static Task<CommandResult<TaskView>> Answer(TaskView task) => Task.FromResult(new CommandResult<TaskView>(task, 1, null));
    }
}
