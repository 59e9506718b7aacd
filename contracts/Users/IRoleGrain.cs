namespace Crm.Actors.Contracts.Users;

/// <summary>One role; the key is <see cref="RoleId"/> of its name.</summary>
[Alias("crm.IRoleGrain")]
public interface IRoleGrain : IGrainWithGuidKey
{
    [Alias("Create")]
    Task<CommandResult<RoleView>> Create(CreateRole command);
}
