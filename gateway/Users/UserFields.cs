using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Users;

/// <summary>The names of members that requests about users and roles have on the wire.</summary>
internal static class UserFields
{
    public const string Role = "role";
    public const string Name = "name";
    public const string Description = "description";
    public const string CurrentPassword = "currentPassword";
    public const string NewPassword = "newPassword";

    public static readonly MemberNames OfRoleAssignment = new(Role);

    public static readonly MemberNames OfNewRole = new(Name, Description);

    public static readonly MemberNames OfPasswordChange = new(CurrentPassword, NewPassword);

    public static readonly MemberNames None = new();
}
