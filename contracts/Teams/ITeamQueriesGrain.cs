namespace Crm.Actors.Contracts.Teams;

/// <summary>Reads over many teams and members. A stateless worker; the key has no meaning (use 0).</summary>
/// <remarks>A wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>.</remarks>
[Alias("crm.ITeamQueriesGrain")]
public interface ITeamQueriesGrain : IGrainWithIntegerKey
{
    [Alias("List")]
    Task<CommandResult<TeamPage>> List(ListTeams query);

    [Alias("ListMembers")]
    Task<CommandResult<TeamMemberPage>> ListMembers(ListTeamMembers query);
}
