namespace Crm.Actors.Contracts.Teams.Events;

/// <summary>A team came to be.</summary>
[EventType("team.created", 1)]
public sealed record TeamCreated(Guid Id, string Name) : TeamEvent;
