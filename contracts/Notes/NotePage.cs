using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notes;

/// <summary>A page of notes: those of a deal, oldest first, or the versions of one, from its first.</summary>
/// <param name="Items">The notes.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.NotePage")]
public sealed record NotePage([property: Id(0)] ImmutableArray<NoteView> Items, [property: Id(1)] string? NextCursor);
