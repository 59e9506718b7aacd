namespace Crm.Actors.Contracts.Users;

/// <summary>Which users to list, oldest first. For administrators.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="UserPage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListUsers")]
public sealed record ListUsers(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] int Limit,
    [property: Id(2)] string? Cursor);
