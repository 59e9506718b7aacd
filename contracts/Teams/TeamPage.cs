using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Teams;

/// <summary>A page of teams.</summary>
/// <param name="Items">The teams.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.TeamPage")]
public sealed record TeamPage([property: Id(0)] ImmutableArray<TeamView> Items, [property: Id(1)] string? NextCursor);
