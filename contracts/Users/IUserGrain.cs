using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>One user. Somebody else's is <see cref="RejectionCode.NotFound"/> for whoever is no administrator.</summary>
[Alias("crm.IUserGrain")]
public interface IUserGrain : IGrainWithGuidKey
{
    [Alias("Get")]
    Task<CommandResult<UserView>> Get(Caller caller);

    [Alias("Disable")]
    Task<CommandResult<UserView>> Disable(DisableUser command);

    [Alias("Enable")]
    Task<CommandResult<UserView>> Enable(EnableUser command);

    [Alias("AssignRole")]
    Task<CommandResult<UserView>> AssignRole(AssignRole command);

    [Alias("RemoveRole")]
    Task<CommandResult<UserView>> RemoveRole(RemoveRole command);

    /// <summary>Whether the caller may know of the team decides: for others it is <see cref="RejectionCode.NotFound"/>.</summary>
    [Alias("JoinTeam")]
    Task<CommandResult<UserView>> JoinTeam(JoinTeam command);

    /// <inheritdoc cref="JoinTeam"/>
    [Alias("LeaveTeam")]
    Task<CommandResult<UserView>> LeaveTeam(LeaveTeam command);

    /// <summary>May wait for its turn at hashing; <see cref="RejectionCode.Overloaded"/> when too many wait.</summary>
    [Alias("ChangePassword"), ResponseTimeout("00:00:15")]
    Task<CommandResult<UserView>> ChangePassword(ChangePassword command);

    /// <summary>The sessions that are going on, the newest use first.</summary>
    [Alias("ListSessions")]
    Task<CommandResult<SessionList>> ListSessions(Caller caller);

    /// <summary>Ends one session, or all when none is named. One that is not there is not missed.</summary>
    [Alias("RevokeSessions")]
    Task<CommandResult<SessionsRevoked>> RevokeSessions(RevokeSessions command);
}
