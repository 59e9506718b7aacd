using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;

namespace Crm.Actors.Grains.Tasks;

/// <summary>Tasks as their rows stand, of those that a caller sees.</summary>
public interface ITaskReads
{
    /// <summary>A page; <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong, <see cref="RejectionCode.Unavailable"/> when the database does not answer within 2 s.</summary>
    Task<CommandResult<TaskPage>> ListAsync(ListTasks query);
}
