using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Contracts.Auth;

/// <summary>
/// Registration and sessions. A stateless worker; the key has no meaning (use 0). Whatever is wrong with credentials is
/// <see cref="RejectionCode.Unauthenticated"/>, in the same words and after the same work.
/// </summary>
[Alias("crm.IAuthGrain")]
public interface IAuthGrain : IGrainWithIntegerKey
{
    /// <summary><see cref="RejectionCode.Taken"/> when the e-mail address is in use.</summary>
    [Alias("Register"), ResponseTimeout("00:00:15")]
    Task<CommandResult<UserView>> Register(RegisterUser command);

    /// <summary><see cref="RejectionCode.Overloaded"/> when too many passwords wait for being hashed.</summary>
    [Alias("LogIn"), ResponseTimeout("00:00:15")]
    Task<CommandResult<SignedIn>> LogIn(LogIn command);

    /// <summary>A token that was exchanged before ends its session, except within 10 s of its exchange.</summary>
    [Alias("Refresh")]
    Task<CommandResult<SignedIn>> Refresh(RefreshSession command);

    [Alias("LogOut")]
    Task<CommandResult<LoggedOut>> LogOut(LogOut command);
}
