using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notes;

/// <summary>A note's state.</summary>
public sealed record NoteState(NoteView View) : IAggregateState<NoteState, NoteEvent, NoteView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <inheritdoc/>
    public static NoteState Apply(NoteState? state, Recorded<NoteEvent> recorded) => (state, recorded.Data) switch
    {
        (_, NoteCreated created) => new(new NoteView
        {
            Id = created.Id,
            Version = recorded.Version,
            DealId = created.DealId,
            AuthorId = created.AuthorId,
            Text = created.Text,
            CreatedAt = recorded.At,
            UpdatedAt = recorded.At,
        }),
        ({ } before, NoteEdited edited) => new(before.View with { Version = recorded.Version, Text = edited.Text, UpdatedAt = recorded.At }),
        _ => throw new InvalidOperationException($"A note has no {recorded.Data.GetType().Name} here."),
    };
}
