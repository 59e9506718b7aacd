using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>Who may do what to users. For others than oneself and administrators, users do not exist.</summary>
public static class UserAccess
{
    private static readonly Rejection Forbidden = new(RejectionCode.Forbidden, "Only administrators may do this.");

    public static bool IsAdministrator(Caller caller) => caller.Roles.Contains(RoleNames.Administrator, StringComparer.Ordinal);

    public static bool MaySee(Caller caller, Guid userId) => caller.UserId == userId || IsAdministrator(caller);

    /// <summary>Why the caller may not read lists of users and roles, or create roles; null when they may.</summary>
    public static Rejection? RefuseAdministration(Caller caller) => IsAdministrator(caller) ? null : Forbidden;

    /// <summary>Why the caller may not change a user; null when they may.</summary>
    public static Rejection? RefuseAdministration(Caller caller, Guid userId)
    {
        if (IsAdministrator(caller))
            return null;
        return caller.UserId == userId ? Forbidden : Rejections.NotFound;
    }
}
