using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Notes;

/// <summary>Reads the bodies of requests about notes into commands. What a text may hold is decided in the grain.</summary>
internal static class NoteBodies
{
    public static CreateNote Create(ref StrictJson json, CommandContext context, Guid deal)
    {
        var text = Text(ref json).Value;
        json.Require(NoteFields.Text, text is not null);
        return new CreateNote(context, deal, text ?? "");
    }

    public static EditNote Edit(ref StrictJson json, CommandContext context, Guid deal) => new(context, deal, Text(ref json));

    private static Optional<string?> Text(ref StrictJson json)
    {
        Optional<string?> text = default;
        while (json.Next(NoteFields.OfNote, out _)) text = json.Text();
        return text;
    }
}
