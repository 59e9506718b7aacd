namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A role came to be.</summary>
[EventType("role.created", 1)]
public sealed record RoleCreated(string Name, string? Description) : RoleEvent;
