namespace Crm.Actors.Contracts.Users;

/// <summary>Reads over many users and roles. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IUserQueriesGrain")]
public interface IUserQueriesGrain : IGrainWithIntegerKey
{
    /// <summary>A page of users. A wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>.</summary>
    [Alias("List")]
    Task<CommandResult<UserPage>> List(ListUsers query);

    /// <summary>All roles, by name.</summary>
    [Alias("ListRoles")]
    Task<CommandResult<RoleList>> ListRoles(Caller caller);
}
