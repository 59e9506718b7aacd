using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Teams;

/// <summary>Reads the bodies of requests about teams into commands.</summary>
internal static class TeamBodies
{
    /// <summary>The id follows when the command is known to be one.</summary>
    public static CreateTeam Create(ref StrictJson json, CommandContext context, Origin origin)
    {
        var name = Name(ref json).Value;
        json.Require(TeamFields.Name, name is not null);
        return new CreateTeam(context, origin, Guid.Empty, name ?? "");
    }

    public static RenameTeam Rename(ref StrictJson json, CommandContext context, Origin origin) => new(context, origin, Name(ref json));

    public static JoinTeam Join(ref StrictJson json, CommandContext context, Origin origin, Guid team) => new(Nothing(ref json, context), origin, team);

    public static LeaveTeam Leave(ref StrictJson json, CommandContext context, Origin origin, Guid team) => new(Nothing(ref json, context), origin, team);

    private static Optional<string?> Name(ref StrictJson json)
    {
        Optional<string?> name = default;
        while (json.Next(TeamFields.OfTeam, out _)) name = json.Text();
        return name;
    }

    private static CommandContext Nothing(ref StrictJson json, CommandContext context)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(TeamFields.None, out _)) continue;
        return context;
    }
}
