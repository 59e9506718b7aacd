namespace Crm.Actors.Contracts.Users;

/// <summary>The roles that every installation has.</summary>
public static class RoleNames
{
    /// <summary>What every new user gets.</summary>
    public const string User = "ROLE_USER";

    public const string Manager = "ROLE_MANAGER";

    /// <summary>May handle users, roles and dead letters.</summary>
    public const string Administrator = "ROLE_ADMIN";
}
