using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Teams;

/// <summary>What each command does to a team; pure.</summary>
public static class TeamRules
{
    public const int MaxName = 100;

    private static readonly Rejection Exists = new(RejectionCode.NotAllowedNow, "The team exists already.");

    private static readonly Rejection WrongName = Rejections.Invalid(
        "#/name", $"Must have 1 to {MaxName} characters, no control characters, and no white space at either end.");

    public static Decision<TeamEvent> Create(TeamState? state, CreateTeam command, DateTimeOffset now)
    {
        if (!IsName(command.Name))
            return WrongName;
        return state is null ? new TeamCreated(command.Id, command.Name) : Exists;
    }

    public static Decision<TeamEvent> Rename(TeamState? state, RenameTeam command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        if (!command.Name.IsSet)
            return Decision<TeamEvent>.Nothing;
        if (command.Name.Value is not { } name || !IsName(name))
            return WrongName;
        return name == state.View.Name ? Decision<TeamEvent>.Nothing : new TeamRenamed(name, state.View.Name);
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && !char.IsWhiteSpace(name[0]) && !char.IsWhiteSpace(name[^1]) && !name.Any(char.IsControl);
}
