namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user may no longer log in; all sessions ended.</summary>
[EventType("user.disabled", 1)]
public sealed record UserDisabled(UserContext User) : UserEvent(User);
