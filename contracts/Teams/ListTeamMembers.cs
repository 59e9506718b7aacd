namespace Crm.Actors.Contracts.Teams;

/// <summary>Which members of a team to list, by id. For members and administrators; the team does not exist for others.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="TeamMemberPage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListTeamMembers")]
public sealed record ListTeamMembers(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid TeamId,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor);
