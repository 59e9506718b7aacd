using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Teams;

/// <summary>A member of a team, as the other members see it.</summary>
/// <param name="Id">The user.</param>
/// <param name="DisplayName">1 to 100 characters, or null.</param>
/// <param name="Roles">Role names in ordinal order.</param>
/// <param name="Email">The address; null for whoever is no administrator.</param>
[GenerateSerializer, Immutable, Alias("crm.TeamMember")]
public sealed record TeamMember(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string? DisplayName,
    [property: Id(2)] ImmutableArray<string> Roles,
    [property: Id(3)] string? Email);
