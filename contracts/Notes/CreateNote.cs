namespace Crm.Actors.Contracts.Notes;

/// <summary>Creates the note that the grain stands for. For whoever sees the deal.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="DealId">The deal.</param>
/// <param name="Text">As <see cref="NoteView.Text"/>.</param>
[GenerateSerializer, Immutable, Alias("crm.CreateNote")]
public sealed record CreateNote([property: Id(0)] CommandContext Context, [property: Id(1)] Guid DealId, [property: Id(2)] string Text);
