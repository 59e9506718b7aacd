using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Contracts.Tasks;

/// <summary>
/// Who may do what with a task. Its assignee, its creator, whoever sees its deal, and administrators see it and work on it; for everybody else it
/// does not exist. Whose it is, and whether it is done at all, is for the first two, managers who see it, and administrators.
/// </summary>
public static class TaskAccess
{
    /// <summary>Whether the caller sees the task whatever its deal says.</summary>
    public static bool Concerns(Caller caller, TaskView task) =>
        task.AssigneeId == caller.UserId || task.CreatorId == caller.UserId || DealAccess.SeesAll(caller);

    /// <summary>Whether the caller, who sees the task, may give it to another one, and cancel it.</summary>
    public static bool MayDecide(Caller caller, TaskView task) =>
        Concerns(caller, task) || caller.Roles.Contains(RoleNames.Manager, StringComparer.Ordinal);
}
