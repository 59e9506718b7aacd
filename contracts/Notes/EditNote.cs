namespace Crm.Actors.Contracts.Notes;

/// <summary>Gives a note another text; the former ones stay as its versions. For its author.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="DealId">The deal that the note is on; of another one it does not exist.</param>
/// <param name="Text">As <see cref="NoteView.Text"/>; absent to leave it.</param>
[GenerateSerializer, Immutable, Alias("crm.EditNote")]
public sealed record EditNote([property: Id(0)] CommandContext Context, [property: Id(1)] Guid DealId, [property: Id(2)] Optional<string?> Text);
