using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Grains.Users;

/// <summary>The side of a user that only silos see.</summary>
[Alias("crm.IUserAccountGrain")]
public interface IUserAccountGrain : IGrainWithGuidKey
{
    [Alias("Register")]
    Task<CommandResult<UserView>> Register(NewUser command);

    [Alias("Rehash")]
    Task<CommandResult<UserView>> Rehash(NewPasswordHash command);

    [Alias("GetCredentials")]
    Task<CommandResult<Credentials>> GetCredentials();
}
