using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Teams;

/// <summary>A page of a team's members.</summary>
/// <param name="Items">The members.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.TeamMemberPage")]
public sealed record TeamMemberPage([property: Id(0)] ImmutableArray<TeamMember> Items, [property: Id(1)] string? NextCursor);
