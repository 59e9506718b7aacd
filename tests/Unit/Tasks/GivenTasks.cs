using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.UnitTests.Deals;
using Shouldly;

namespace Crm.Actors.UnitTests.Tasks;

/// <summary>Tasks for tests of the rules.</summary>
internal static class GivenTasks
{
    public static readonly Guid TaskId = new("0190a000-0000-7000-8000-0000000000f1");

    /// <summary>A month after <see cref="Given.Now"/>.</summary>
    public static readonly DateTimeOffset Due = new(2026, 4, 4, 7, 0, 0, TimeSpan.Zero);

    /// <summary>From a user who is nothing but a user.</summary>
    public static CommandContext ContextOf(Guid user, string role = RoleNames.User) => new(new Caller(user, [role], [], "en", null), null, default, null);

    public static CreateTask Creation => new(ContextOf(Given.User), "Call Smith") { DealId = Given.DealId, DueAt = Due, Reminders = [Before(60), Before(1440)] };

    /// <summary>A task of the deal, with two reminders, at version 3.</summary>
    public static TaskState Task => Of(Creation);

    public static ReminderRule Before(int minutes) => new() { MinutesBefore = minutes };

    /// <summary>What a patch makes of the reminders.</summary>
    public static Optional<ImmutableArray<ReminderRule>?> Reminders(params ReminderRule[] rules) => new(true, rules.ToImmutableArray());

    public static TaskState Of(CreateTask creation) => After(null, TaskRules.Create(TaskId, null, creation, Given.Deal.View, Given.Now));

    /// <summary>The state after what was decided, which must not be a refusal.</summary>
    public static TaskState After(TaskState? state, Decision<TaskEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
        {
            var version = (state?.Version ?? 0) + 1;
            state = TaskState.Apply(
                state, new Recorded<TaskEvent>(new Guid((int)version, 0, 0, new byte[8]), version, Given.Now.AddMinutes(version), Given.User, null, happened));
        }

        return state!;
    }

    public static TaskState Patched(this TaskState task, PatchTask patch) => After(task, TaskRules.Patch(task, patch, null, null, Given.Now));

    public static TaskState With(this TaskState task, TaskWorkStatus status) =>
        After(task, TaskRules.ChangeStatus(task, new ChangeTaskStatus(ContextOf(Given.User), status), null));

    public static Rejection ShouldBeRefused(this Decision<TaskEvent> decision, RejectionCode code)
    {
        decision.Events.ShouldBeEmpty();
        decision.Rejection.ShouldNotBeNull().Code.ShouldBe(code);
        return decision.Rejection;
    }

    /// <summary>Refused because of these fields.</summary>
    public static void ShouldBlame(this Decision<TaskEvent> decision, params string[] pointers) =>
        decision.ShouldBeRefused(RejectionCode.Invalid).Errors.Select(static e => e.Pointer).ShouldBe(pointers);
}
