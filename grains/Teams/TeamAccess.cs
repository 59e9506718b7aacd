using Crm.Actors.Contracts;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Teams;

/// <summary>Who may do what to teams. For others than members and administrators, a team does not exist.</summary>
public static class TeamAccess
{
    private static readonly Rejection Forbidden = new(RejectionCode.Forbidden, "Only administrators may do this.");

    public static bool MaySee(Caller caller, Guid teamId) => UserAccess.IsAdministrator(caller) || caller.Teams.Contains(teamId);

    /// <summary>Why the caller may not change a team or its members; null when they may.</summary>
    public static Rejection? RefuseChange(Caller caller, Guid teamId)
    {
        if (UserAccess.IsAdministrator(caller))
            return null;
        return MaySee(caller, teamId) ? Forbidden : Rejections.NotFound;
    }
}
