using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <summary>What each command does to a task; pure. <c>seen</c> is the task's deal where the caller sees the task for its sake, or null.</summary>
public static class TaskRules
{
    /// <summary>How long after its time a reminder is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(1);

    private static readonly Rejection Exists = new(RejectionCode.NotAllowedNow, "The task exists already.");
    private static readonly Rejection NotYours = new(RejectionCode.Forbidden, "Only a task's creator, its assignee and managers may do this.");

    /// <param name="id">The task.</param>
    /// <param name="state">What it is; null for a new one.</param>
    /// <param name="command">What it is to be.</param>
    /// <param name="deal">The deal that the command names, as the caller sees it; null when they do not see it.</param>
    /// <param name="now">UTC.</param>
    public static Decision<TaskEvent> Create(Guid id, TaskState? state, CreateTask command, DealView? deal, DateTimeOffset now)
    {
        if (state is not null)
            return Exists;
        var caller = command.Context.Caller;
        var checks = new TaskChecks();
        checks.Title(command.Title);
        checks.Description(command.Description);
        var assignee = command.AssigneeId ?? caller.UserId;
        checks.Assignee(assignee);
        checks.Deal(command.DealId, deal);
        var due = checks.Due(command.DueAt);
        var reminders = checks.Reminders(command.Reminders, due);
        var task = new TaskContext(
            command.Title, TaskWorkStatus.Open, command.Priority, assignee, caller.UserId, command.DealId, due, checks.TimeZone(command.TimeZone));
        return checks.Failed
            ? checks.Rejection
            : Decision<TaskEvent>.Accept([new TaskCreated(id, command.Description, null, task), .. ReminderPlan.Of(id, 0, [], reminders, task, now)]);
    }

    /// <param name="state">The task.</param>
    /// <param name="patch">What is to be otherwise.</param>
    /// <param name="seen">See the class.</param>
    /// <param name="deal">The deal that the command names, as the caller sees it; null when they do not see it.</param>
    /// <param name="now">UTC.</param>
    public static Decision<TaskEvent> Patch(TaskState? state, PatchTask patch, Guid? seen, DealView? deal, DateTimeOffset now)
    {
        if (RefuseSeeing(state, patch.Context, seen) is { } refusal)
            return refusal;
        var view = state!.View;
        var before = Context(view);
        var checks = new TaskChecks();
        var after = Patched(before, patch, deal, checks);
        var description = patch.Description.IsSet ? patch.Description.Value : view.Description;
        checks.Description(description);
        var wanted = Wanted(view, patch, after, checks);
        if (checks.Failed)
            return checks.Rejection;
        var events = new List<TaskEvent>();
        var changes = Changes(before, after, view.Description, description);
        if (!changes.IsEmpty)
            events.Add(new TaskUpdated(changes, after));
        events.AddRange(ReminderPlan.Of(view.Id, view.Version, view.Reminders, wanted, after, now).AsEnumerable());
        return events.Count == 0 ? Decision<TaskEvent>.Nothing : Decision<TaskEvent>.Accept([.. events]);
    }

    public static Decision<TaskEvent> ChangeStatus(TaskState? state, ChangeTaskStatus command, Guid? seen)
    {
        if (RefuseSeeing(state, command.Context, seen) is { } refusal)
            return refusal;
        var before = Context(state!.View);
        if (command.Status == TaskWorkStatus.Cancelled && !TaskAccess.MayDecide(command.Context.Caller, state.View))
            return NotYours;
        return before.Status == command.Status
            ? Decision<TaskEvent>.Nothing
            : new TaskStatusChanged(before.Status, command.Status, before with { Status = command.Status });
    }

    public static Decision<TaskEvent> Assign(TaskState? state, AssignTask command, Guid? seen)
    {
        if (RefuseSeeing(state, command.Context, seen) is { } refusal)
            return refusal;
        if (!TaskAccess.MayDecide(command.Context.Caller, state!.View))
            return NotYours;
        var checks = new TaskChecks();
        checks.Assignee(command.AssigneeId);
        if (checks.Failed)
            return checks.Rejection;
        var before = Context(state.View);
        return before.AssigneeId == command.AssigneeId
            ? Decision<TaskEvent>.Nothing
            : new TaskAssigneeChanged(before.AssigneeId, command.AssigneeId, before with { AssigneeId = command.AssigneeId });
    }

    /// <summary>The task that a deal asked for; nothing when it is there. What it may hold was checked with the pipeline that asks for it.</summary>
    public static Decision<TaskEvent> MakeRequested(Guid id, TaskState? state, MakeRequestedTask make) => state is not null
        ? Decision<TaskEvent>.Nothing
        : new TaskCreated(
            id,
            make.Description,
            make.RequestId,
            new TaskContext(make.Title, TaskWorkStatus.Open, make.Priority, make.AssigneeId, make.ActorId, make.DealId, make.DueAt, make.TimeZone));

    /// <summary>A reminder's time has come: nothing when it came before, or is not wanted any more.</summary>
    public static Decision<TaskEvent> Remind(TaskState? state, Guid reminderId, DateTimeOffset now)
    {
        if (state?.View.Reminders.FirstOrDefault(r => r.Id == reminderId) is not { } reminder)
            return Decision<TaskEvent>.Nothing;
        return new TaskReminded(reminder.Id, reminder.At, now - reminder.At > LateAfter, Context(state.View));
    }

    /// <summary>Whether the caller sees a task.</summary>
    public static bool IsSeen(TaskState state, Caller caller, Guid? seen) =>
        TaskAccess.Concerns(caller, state.View) || (seen is { } deal && state.View.DealId == deal);

    public static TaskContext Context(TaskView view) => new(
        view.Title, view.Status, view.Priority, view.AssigneeId, view.CreatorId, view.DealId, view.DueAt, view.TimeZone);

    private static TaskContext Patched(TaskContext before, PatchTask patch, DealView? deal, TaskChecks checks)
    {
        if (patch.Title.IsSet)
            checks.Title(patch.Title.Value);
        if (patch.Priority is { IsSet: true, Value: null })
            checks.Add("#/priority", "Must not be null.");
        if (patch.DealId.IsSet && patch.DealId.Value != before.DealId)
            checks.Deal(patch.DealId.Value, deal);
        return before with
        {
            Title = patch.Title.IsSet ? patch.Title.Value ?? "" : before.Title,
            Priority = patch.Priority.IsSet ? patch.Priority.Value ?? before.Priority : before.Priority,
            DealId = patch.DealId.IsSet ? patch.DealId.Value : before.DealId,
            DueAt = patch.DueAt.IsSet ? checks.Due(patch.DueAt.Value) : before.DueAt,
            TimeZone = patch.TimeZone.IsSet ? checks.TimeZone(patch.TimeZone.Value) : before.TimeZone,
        };
    }

    /// <summary>The reminders that are to be there afterwards.</summary>
    private static IEnumerable<ReminderRule> Wanted(TaskView view, PatchTask patch, TaskContext after, TaskChecks checks)
    {
        if (!patch.Reminders.IsSet)
            return view.Reminders.Select(static reminder => reminder.Rule);
        var wanted = checks.Reminders(patch.Reminders.Value ?? [], after.DueAt);
        if (!wanted.IsEmpty && view.Status.IsClosed())
            checks.Add("#/reminders", "A task that is done or cancelled has no reminders.");
        return wanted;
    }

    private static ImmutableArray<FieldChange> Changes(TaskContext before, TaskContext after, string? descriptionBefore, string? descriptionAfter)
    {
        (string Field, string From, string To)[] fields =
        [
            (TaskFields.Title, JsonText.Of(before.Title), JsonText.Of(after.Title)),
            (TaskFields.Description, JsonText.Of(descriptionBefore), JsonText.Of(descriptionAfter)),
            (TaskFields.Priority, JsonText.Of(before.Priority.Name()), JsonText.Of(after.Priority.Name())),
            (TaskFields.DealId, JsonText.Of(before.DealId), JsonText.Of(after.DealId)),
            (TaskFields.DueAt, TaskTimes.Of(before.DueAt), TaskTimes.Of(after.DueAt)),
            (TaskFields.TimeZone, JsonText.Of(before.TimeZone), JsonText.Of(after.TimeZone)),
        ];
        return [.. fields.Where(static field => field.From != field.To).Select(static field => new FieldChange(field.Field, field.From, field.To))];
    }

    /// <summary>Not found, for whom the task does not exist; null for all others.</summary>
    private static Rejection? RefuseSeeing(TaskState? state, CommandContext context, Guid? seen) =>
        state is not null && IsSeen(state, context.Caller, seen) ? null : Rejections.NotFound;
}
