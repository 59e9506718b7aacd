using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Notes;

/// <summary>The names of members that requests about notes have on the wire.</summary>
internal static class NoteFields
{
    public const string Text = "text";

    public static readonly MemberNames OfNote = new(Text);
}
