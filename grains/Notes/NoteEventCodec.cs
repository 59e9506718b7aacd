using System.Text.Json;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notes;

/// <summary>The events of notes as JSON.</summary>
public sealed class NoteEventCodec : IEventCodec<NoteEvent>
{
    private const string Created = "deal.note.created";
    private const string Edited = "deal.note.edited";

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(NoteEvent happened) => happened switch
    {
        NoteCreated => (Created, 1),
        NoteEdited => (Edited, 1),
        _ => throw new InvalidOperationException($"No event of a note is a {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public void Write(NoteEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (happened is NoteCreated created)
        {
            writer.WriteString("id", created.Id);
            writer.WriteString("authorId", created.AuthorId);
        }

        writer.WriteString("text", happened.Text);
        writer.WriteString("dealId", happened.DealId);
        DealEventWriter.Context(writer, happened.Deal);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public NoteEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        var (dealId, text, deal) = (data.GetProperty("dealId").GetGuid(), data.Text("text"), DealEventReader.Context(data.GetProperty("deal")));
        return (name, schemaVersion) switch
        {
            (Created, 1) => new NoteCreated(data.GetProperty("id").GetGuid(), dealId, data.GetProperty("authorId").GetGuid(), text, deal),
            (Edited, 1) => new NoteEdited(dealId, text, deal),
            _ => throw new InvalidOperationException($"No event of a note is called '{name}' with schema version {schemaVersion}."),
        };
    }
}
