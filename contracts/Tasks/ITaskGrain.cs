namespace Crm.Actors.Contracts.Tasks;

/// <summary>One task. For whoever may not see it, it does not exist (<see cref="TaskAccess"/>). Every accepted command is durable, with its events and its reminders' rows, before it is answered.</summary>
[Alias("crm.ITaskGrain")]
public interface ITaskGrain : IGrainWithGuidKey
{
    /// <summary>The task; <see cref="RejectionCode.NotFound"/> when there is none, <see cref="RejectionCode.Unavailable"/> when it cannot be read.</summary>
    [Alias("Get")]
    Task<CommandResult<TaskView>> Get(Caller caller);

    [Alias("Create")]
    Task<CommandResult<TaskView>> Create(CreateTask command);

    [Alias("Patch")]
    Task<CommandResult<TaskView>> Patch(PatchTask command);

    [Alias("ChangeStatus")]
    Task<CommandResult<TaskView>> ChangeStatus(ChangeTaskStatus command);

    [Alias("Assign")]
    Task<CommandResult<TaskView>> Assign(AssignTask command);

    /// <summary>For the silo, not for callers: makes the task that a deal asked for. Does nothing when it is there.</summary>
    [Alias("MakeRequested")]
    Task<CommandResult<TaskView>> MakeRequested(MakeRequestedTask command);

    /// <summary>For the silo, not for callers: a reminder's time has come. Does nothing when it came before, or is not wanted any more.</summary>
    [Alias("Remind")]
    Task<CommandResult<TaskView>> Remind(Guid reminderId);
}
