using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Users;

/// <summary>Passes administrators' queries on to the silo's database; one activation serves many at a time.</summary>
[StatelessWorker, Reentrant]
public sealed class UserQueriesGrain(IUserDirectory directory) : Grain, IUserQueriesGrain
{
    /// <inheritdoc/>
    public Task<CommandResult<UserPage>> List(ListUsers query) =>
        AnswerAsync(query.Caller, () => directory.ListAsync(query.Limit, query.Cursor));

    /// <inheritdoc/>
    public Task<CommandResult<RoleList>> ListRoles(Caller caller) =>
        AnswerAsync(caller, async () => new CommandResult<RoleList>(await directory.ListRolesAsync(), 0, null));

    private static async Task<CommandResult<T>> AnswerAsync<T>(Caller caller, Func<Task<CommandResult<T>>> read)
        where T : class
    {
        if (UserAccess.RefuseAdministration(caller) is { } refusal)
            return new(null, 0, refusal);
        try
        {
            return await read();
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
