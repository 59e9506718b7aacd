namespace Crm.Actors.Contracts.Notes;

/// <summary>Which versions of a note to list, from its first.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="DealId">The deal that the note is on.</param>
/// <param name="NoteId">The note.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="NotePage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListNoteVersions")]
public sealed record ListNoteVersions(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid DealId,
    [property: Id(2)] Guid NoteId,
    [property: Id(3)] int Limit,
    [property: Id(4)] string? Cursor);
