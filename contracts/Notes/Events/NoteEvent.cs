using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Notes.Events;

/// <summary>Something that happened to a note.</summary>
/// <param name="DealId">The deal that it is on.</param>
/// <param name="Text">The text from now on.</param>
/// <param name="Deal">The deal at the event.</param>
public abstract record NoteEvent(Guid DealId, string Text, DealContext Deal);
