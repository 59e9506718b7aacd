namespace Crm.Actors.Grains.Auth;

/// <summary>The security events that are audited.</summary>
public enum AuditedAction
{
    UserRegistered,
    LoggedIn,
    SessionRefreshed,
    TokenReused,
    LoggedOut,
    PasswordChanged,
    UserDisabled,
    UserEnabled,
    RoleAssigned,
    RoleRemoved,
    RoleCreated,
    SessionsRevoked,
    TeamCreated,
    TeamRenamed,
    TeamJoined,
    TeamLeft,
    ApiKeyCreated,
    ApiKeyRevoked,
    ApiKeyRefused,
    TelegramLinked,
    TelegramUnlinked,
}
