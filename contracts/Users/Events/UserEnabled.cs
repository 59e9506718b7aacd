namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A disabled user may log in again.</summary>
[EventType("user.enabled", 1)]
public sealed record UserEnabled(UserContext User) : UserEvent(User);
