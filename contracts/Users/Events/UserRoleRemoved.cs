namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A role was taken from a user.</summary>
[EventType("user.role.removed", 1)]
public sealed record UserRoleRemoved(string Role, UserContext User) : UserEvent(User);
