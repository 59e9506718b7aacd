namespace Crm.Actors.Contracts.Users.Events;

/// <summary>The hash of the same password was made anew, with the parameters of today.</summary>
/// <param name="User">Where the user stands.</param>
/// <param name="PasswordHash">A PHC string, for the row alone; null when read from the log.</param>
[EventType("user.password.rehashed", 1)]
public sealed record UserPasswordRehashed(UserContext User, string? PasswordHash) : UserEvent(User)
{
    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => nameof(UserPasswordRehashed);
}
