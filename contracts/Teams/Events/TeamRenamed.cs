namespace Crm.Actors.Contracts.Teams.Events;

/// <summary>A team has another name.</summary>
/// <param name="Name">The name from now on.</param>
/// <param name="NameBefore">The name so far.</param>
[EventType("team.renamed", 1)]
public sealed record TeamRenamed(string Name, string NameBefore) : TeamEvent;
