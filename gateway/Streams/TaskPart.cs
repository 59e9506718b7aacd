using System.Runtime.InteropServices;
using System.Text.Json;

namespace Crm.Actors.Gateway.Streams;

/// <summary>What an event's data says of the task, after the event. Null where it says nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TaskPart(Guid? Assignee, Guid? Creator, Guid? Deal)
{
    /// <summary>Reads the value of the member that the reader is at.</summary>
    public static TaskPart Read(ref Utf8JsonReader reader)
    {
        Guid? assignee = null, creator = null, deal = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("assigneeId"u8))
            {
                reader.Read();
                assignee = DealPart.ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("creatorId"u8))
            {
                reader.Read();
                creator = DealPart.ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("dealId"u8))
            {
                reader.Read();
                deal = DealPart.ReadId(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(assignee, creator, deal);
    }
}
