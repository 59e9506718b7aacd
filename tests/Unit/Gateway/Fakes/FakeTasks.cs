using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for every task. Remembers the last command.</summary>
public sealed class FakeTasks : ITaskGrain, ITaskQueriesGrain
{
    public object? Last { get; private set; }

    public Guid Key { get; private set; }

    /// <summary>What everything is refused with; null when it is accepted.</summary>
    public Rejection? Refusal { get; set; }

    public static TaskView View { get; } = new()
    {
        Id = new Guid("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d51"),
        Version = 4,
        Title = "Call Smith",
        Status = TaskWorkStatus.InProgress,
        Priority = TaskPriority.Urgent,
        AssigneeId = RunningGateway.User,
        CreatorId = RunningGateway.User,
        DealId = FakeDeal.Sample.Id,
        DueAt = FakeUsers.At.AddDays(1),
        TimeZone = "Europe/Berlin",
        Reminders = [new TaskReminder(RunningGateway.NewId, FakeUsers.At, new ReminderRule { DaysBefore = 1, Time = new TimeOnly(6, 6) })],
        CreatedAt = FakeUsers.At,
        UpdatedAt = FakeUsers.At,
    };

    public static bool Knows(Type grain) => typeof(FakeTasks).IsAssignableTo(grain);

    public FakeTasks AskedFor(object key)
    {
        Key = key as Guid? ?? Guid.Empty;
        return this;
    }

    public Task<CommandResult<TaskView>> Get(Caller caller) => Answer("get", View);

    public Task<CommandResult<TaskView>> Create(CreateTask command) => Answer(command, View with { Id = Key });

    public Task<CommandResult<TaskView>> Patch(PatchTask command) => Answer(command, View);

    public Task<CommandResult<TaskView>> ChangeStatus(ChangeTaskStatus command) => Answer(command, View);

    public Task<CommandResult<TaskView>> Assign(AssignTask command) => Answer(command, View);

    public Task<CommandResult<TaskView>> MakeRequested(MakeRequestedTask command) => throw new NotSupportedException();

    public Task<CommandResult<TaskView>> Remind(Guid reminderId) => throw new NotSupportedException();

    public Task<CommandResult<TaskPage>> List(ListTasks query) => Answer(query, new TaskPage([View], "next"));

    private Task<CommandResult<T>> Answer<T>(object command, T value)
        where T : class
    {
        Last = command;
        return Task.FromResult(Refusal is null ? new CommandResult<T>(value, 7, null) : new CommandResult<T>(null, 0, Refusal));
    }
}
