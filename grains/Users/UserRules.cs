using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>What each command does to a user; pure.</summary>
public static class UserRules
{
    public const int MaxTeams = 50;

    private static readonly Rejection Exists = new(RejectionCode.NotAllowedNow, "The user exists already.");
    private static readonly Rejection TooManyTeams = new(RejectionCode.NotAllowedNow, $"A user is in at most {MaxTeams} teams.");
    private static readonly Rejection NotOneself =
        new(RejectionCode.NotAllowedNow, "Administrators cannot disable themselves or give up their own ROLE_ADMIN.");

    public static Decision<UserEvent> Register(UserState? state, NewUser command, DateTimeOffset now)
    {
        if (state is not null)
            return Exists;
        return new UserRegistered(
            command.Id, new UserContext(Sorted(command.Roles), Disabled: false, []), new UserSecrets(command.Email, command.DisplayName, command.PasswordHash));
    }

    public static Decision<UserEvent> Disable(UserState? state, DisableUser command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        if (state.View.Id == command.Context.Caller.UserId)
            return NotOneself;
        return state.View.Disabled ? Decision<UserEvent>.Nothing : new UserDisabled(state.Context with { Disabled = true });
    }

    public static Decision<UserEvent> Enable(UserState? state, EnableUser command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        return state.View.Disabled ? new UserEnabled(state.Context with { Disabled = false }) : Decision<UserEvent>.Nothing;
    }

    public static Decision<UserEvent> AssignRole(UserState? state, AssignRole command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        return state.View.Roles.Contains(command.Role, StringComparer.Ordinal)
            ? Decision<UserEvent>.Nothing
            : new UserRoleAssigned(command.Role, state.Context with { Roles = Sorted(state.View.Roles.Add(command.Role)) });
    }

    public static Decision<UserEvent> RemoveRole(UserState? state, RemoveRole command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        if (command.Role == RoleNames.Administrator && state.View.Id == command.Context.Caller.UserId)
            return NotOneself;
        return state.View.Roles.Contains(command.Role, StringComparer.Ordinal)
            ? new UserRoleRemoved(command.Role, state.Context with { Roles = state.View.Roles.Remove(command.Role, StringComparer.Ordinal) })
            : Decision<UserEvent>.Nothing;
    }

    public static Decision<UserEvent> JoinTeam(UserState? state, JoinTeam command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        var teams = state.View.Teams;
        if (teams.Contains(command.TeamId))
            return Decision<UserEvent>.Nothing;
        return teams.Length < MaxTeams
            ? new UserTeamJoined(command.TeamId, state.Context with { Teams = teams.Add(command.TeamId).Sort() })
            : TooManyTeams;
    }

    public static Decision<UserEvent> LeaveTeam(UserState? state, LeaveTeam command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        return state.View.Teams.Contains(command.TeamId)
            ? new UserTeamLeft(command.TeamId, state.Context with { Teams = state.View.Teams.Remove(command.TeamId) })
            : Decision<UserEvent>.Nothing;
    }

    public static Decision<UserEvent> SetPassword(UserState? state, NewPasswordHash command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        if (state.PasswordHash != command.FormerHash)
            return new Rejection(RejectionCode.NotAllowedNow, "The password was changed at the same time.") { CurrentVersion = state.Version };
        return command.IsSamePassword
            ? new UserPasswordRehashed(state.Context, command.Hash)
            : new UserPasswordChanged(state.Context, command.Hash);
    }

    private static ImmutableArray<string> Sorted(ImmutableArray<string> roles) => [.. roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
