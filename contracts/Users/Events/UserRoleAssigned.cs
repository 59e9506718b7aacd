namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user was given a role.</summary>
[EventType("user.role.assigned", 1)]
public sealed record UserRoleAssigned(string Role, UserContext User) : UserEvent(User);
