namespace Crm.Actors.Contracts.Teams;

/// <summary>
/// One team. For whoever is neither a member nor an administrator it is <see cref="RejectionCode.NotFound"/>. Who is a member is part of
/// the users: see <see cref="Users.IUserGrain"/>.
/// </summary>
[Alias("crm.ITeamGrain")]
public interface ITeamGrain : IGrainWithGuidKey
{
    [Alias("Get")]
    Task<CommandResult<TeamView>> Get(Caller caller);

    /// <summary><see cref="RejectionCode.Taken"/> when another team has the name.</summary>
    [Alias("Create")]
    Task<CommandResult<TeamView>> Create(CreateTeam command);

    /// <inheritdoc cref="Create"/>
    [Alias("Rename")]
    Task<CommandResult<TeamView>> Rename(RenameTeam command);
}
