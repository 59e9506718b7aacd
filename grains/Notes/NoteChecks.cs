using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notes;

/// <summary>The fields of a note.</summary>
internal sealed class NoteChecks : FieldChecks
{
    public const int MaxText = 10_000;

    public void Text(string? text) => Text("#/text", text, MaxText, required: true, lines: true);
}
