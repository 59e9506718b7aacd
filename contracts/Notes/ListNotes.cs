namespace Crm.Actors.Contracts.Notes;

/// <summary>Which notes of a deal to list, oldest first.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="DealId">The deal.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="NotePage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListNotes")]
public sealed record ListNotes(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid DealId,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor);
