namespace Crm.Actors.Contracts.Teams.Events;

/// <summary>Something that happened to a team.</summary>
public abstract record TeamEvent;
