using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Notes.Events;

/// <summary>A note was written.</summary>
[EventType("deal.note.created", 1)]
public sealed record NoteCreated(Guid Id, Guid DealId, Guid AuthorId, string Text, DealContext Deal)
    : NoteEvent(DealId, Text, Deal);
