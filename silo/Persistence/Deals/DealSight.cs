using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Persistence.Migrations;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Which deals a caller sees, as the database's policies know it: <see cref="DealAccess.MaySee(Caller, DealView)"/> in other words.</summary>
/// <param name="UserId">The caller.</param>
/// <param name="Teams">The caller's teams.</param>
/// <param name="SeesAll">Whether nothing is hidden from the caller.</param>
internal sealed record DealSight(Guid UserId, Guid[] Teams, bool SeesAll)
{
    public static DealSight Of(Caller caller) => new(caller.UserId, [.. caller.Teams.Distinct()], DealAccess.SeesAll(caller));

    /// <summary>Whom a deal has to be shared with to be seen.</summary>
    public Guid[] Principals => [.. Teams, UserId];

    /// <summary>Whether all deals of an owner are seen.</summary>
    public bool HasAllOfOwner(Guid ownerId) => SeesAll || ownerId == UserId;

    /// <summary>Whether all deals of a team are seen.</summary>
    public bool HasAllOfTeam(Guid teamId) => SeesAll || Teams.Contains(teamId);

    /// <summary>For the rest of the transaction: the role, and whom its policies show deals to. Answers one row of no use.</summary>
    public NpgsqlBatchCommand Begin() => SeesAll
        ? new($"SELECT set_config('role', '{RoleNames.AllLists}', true)")
        : new($"SELECT set_config('role', '{RoleNames.Lists}', true), set_config('crm.user_id', $1, true), set_config('crm.teams', $2, true), set_config('crm.principals', $3, true)")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = UserId.ToString() },
                new NpgsqlParameter<string> { TypedValue = ArrayLiteral(Teams) },
                new NpgsqlParameter<string> { TypedValue = ArrayLiteral(Principals) },
            },
        };

    /// <summary>From here on no policy hides deals. For statements that say themselves what is seen, and that answer places only.</summary>
    public static NpgsqlBatchCommand Widen() => new($"SET LOCAL ROLE {RoleNames.AllLists}");

    /// <summary>Undoes <see cref="Widen"/>.</summary>
    public static NpgsqlBatchCommand Narrow() => new($"SET LOCAL ROLE {RoleNames.Lists}");

    private static string ArrayLiteral(Guid[] ids) => $"{{{string.Join(',', ids)}}}";
}
