using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Teams;

/// <summary>The names of members that requests about teams have on the wire.</summary>
internal static class TeamFields
{
    public const string Name = "name";

    public static readonly MemberNames OfTeam = new(Name);

    public static readonly MemberNames None = new();
}
