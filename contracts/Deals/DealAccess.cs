using System.Collections.Immutable;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Contracts.Deals;

/// <summary>
/// Who may do what with a deal. Who sees it, works on it: edits its fields and moves its stage. What decides over the deal as a whole is
/// for its owner and its managers, and whose it is for its managers alone. For everybody else it does not exist.
/// </summary>
public static class DealAccess
{
    public static bool SeesAll(Caller caller) => Has(caller, RoleNames.Administrator);

    /// <summary>Own deals, those of the caller's teams, those shared with the caller or one of these teams; administrators see all.</summary>
    public static bool MaySee(Caller caller, Guid ownerId, Guid? teamId, ImmutableArray<Guid> sharedWith) =>
        Concerns(caller, ownerId, teamId, sharedWith) || SeesAll(caller);

    /// <summary>Whether a deal is the caller's own, of one of the caller's teams, or shared with either.</summary>
    public static bool Concerns(Caller caller, Guid ownerId, Guid? teamId, ImmutableArray<Guid> sharedWith)
    {
        if (ownerId == caller.UserId || (teamId is { } team && caller.Teams.Contains(team)))
            return true;
        foreach (var other in sharedWith)
        {
            if (other == caller.UserId || caller.Teams.Contains(other))
                return true;
        }

        return false;
    }

    public static bool MaySee(Caller caller, DealView deal) => MaySee(caller, deal.OwnerId, deal.TeamId, deal.SharedWith);

    /// <summary>Managers of the deal's team, managers of their own deals, administrators: they change owner and team.</summary>
    public static bool MayAssign(Caller caller, DealView deal) =>
        SeesAll(caller)
        || (Has(caller, RoleNames.Manager) && (deal.OwnerId == caller.UserId || (deal.TeamId is { } team && caller.Teams.Contains(team))));

    /// <summary>Owners, and whoever may assign: they win, lose, reopen, archive, restore and share.</summary>
    public static bool MayDecide(Caller caller, DealView deal) => deal.OwnerId == caller.UserId || MayAssign(caller, deal);

    /// <summary>Whether the caller may make deals for others.</summary>
    public static bool MayCreateForOthers(Caller caller) => Has(caller, RoleNames.Manager) || SeesAll(caller);

    /// <summary>Whether the caller may put a deal into a team.</summary>
    public static bool MayUseTeam(Caller caller, Guid teamId) => caller.Teams.Contains(teamId) || SeesAll(caller);

    private static bool Has(Caller caller, string role) => caller.Roles.Contains(role, StringComparer.Ordinal);
}
