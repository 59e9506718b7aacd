using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>Finds users and roles that are durable.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s.</remarks>
public interface IUserDirectory
{
    /// <summary>The user with a normalized e-mail address; null when there is none.</summary>
    Task<Guid?> FindAsync(string normalizedEmail);

    /// <summary>A page of users, oldest first; <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong.</summary>
    Task<CommandResult<UserPage>> ListAsync(int limit, string? cursor);

    Task<RoleList> ListRolesAsync();

    Task<bool> HasRoleAsync(string name);
}
