namespace Crm.Actors.Contracts.Teams;

/// <summary>Which teams to list, oldest first: all for administrators, one's own for others.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="TeamPage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListTeams")]
public sealed record ListTeams(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] int Limit,
    [property: Id(2)] string? Cursor);
