using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>Who may do what with pipelines. Every user reads them.</summary>
public static class PipelineAccess
{
    /// <summary>Managers and administrators.</summary>
    public static bool MayChange(Caller caller) =>
        caller.Roles.Contains(RoleNames.Manager, StringComparer.Ordinal) || caller.Roles.Contains(RoleNames.Administrator, StringComparer.Ordinal);
}
