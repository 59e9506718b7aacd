namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user has another password; all sessions ended.</summary>
/// <param name="User">Where the user stands.</param>
/// <param name="PasswordHash">A PHC string, for the row alone; null when read from the log.</param>
[EventType("user.password.changed", 1)]
public sealed record UserPasswordChanged(UserContext User, string? PasswordHash) : UserEvent(User)
{
    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => nameof(UserPasswordChanged);
}
