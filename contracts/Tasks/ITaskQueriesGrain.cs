namespace Crm.Actors.Contracts.Tasks;

/// <summary>Reads over many tasks. A stateless worker; the key has no meaning (use 0).</summary>
/// <remarks>A wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>; what the caller may not see does not exist.</remarks>
[Alias("crm.ITaskQueriesGrain")]
public interface ITaskQueriesGrain : IGrainWithIntegerKey
{
    [Alias("List")]
    Task<CommandResult<TaskPage>> List(ListTasks query);
}
