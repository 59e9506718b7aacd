using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Teams;

/// <summary>Passes queries on to the silo's database; one activation serves many at a time.</summary>
[StatelessWorker, Reentrant]
public sealed class TeamQueriesGrain(ITeamDirectory directory) : Grain, ITeamQueriesGrain
{
    /// <inheritdoc/>
    public Task<CommandResult<TeamPage>> List(ListTeams query) => AnswerAsync(() => UserAccess.IsAdministrator(query.Caller)
        ? directory.ListAsync(query.Limit, query.Cursor)
        : directory.ListAsync(query.Caller.Teams, query.Limit, query.Cursor));

    /// <inheritdoc/>
    public Task<CommandResult<TeamMemberPage>> ListMembers(ListTeamMembers query) => AnswerAsync(async () =>
    {
        if (!TeamAccess.MaySee(query.Caller, query.TeamId) || !await directory.ExistsAsync(query.TeamId))
            return new(null, 0, Rejections.NotFound);
        var result = await directory.ListMembersAsync(query.TeamId, query.Limit, query.Cursor);
        return UserAccess.IsAdministrator(query.Caller) || result.Value is not { } page
            ? result
            : result with { Value = page with { Items = [.. page.Items.Select(static member => member with { Email = null })] } };
    });

    private static async Task<CommandResult<T>> AnswerAsync<T>(Func<Task<CommandResult<T>>> read)
        where T : class
    {
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
