using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Notes.Events;

/// <summary>A note has another text; the former one is in the event before.</summary>
[EventType("deal.note.edited", 1)]
public sealed record NoteEdited(Guid DealId, string Text, DealContext Deal)
    : NoteEvent(DealId, Text, Deal);
