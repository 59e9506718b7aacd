namespace Crm.Actors.Contracts.Users.Events;

/// <summary>Something that happened to a role.</summary>
public abstract record RoleEvent;
