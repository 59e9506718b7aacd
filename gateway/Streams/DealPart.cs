using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Crm.Actors.Gateway.Streams;

/// <summary>What an event's data says of the deal, after the event or before it. Null, and default, where it says nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DealPart(Guid? Owner, Guid? Team, Guid? Pipeline, string? Stage, ImmutableArray<Guid> SharedWith)
{
    /// <summary>Reads the value of the member that the reader is at.</summary>
    public static DealPart Read(ref Utf8JsonReader reader, StageNames stages)
    {
        Guid? owner = null, team = null, pipeline = null;
        string? stage = null;
        ImmutableArray<Guid> sharedWith = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ownerId"u8))
            {
                reader.Read();
                owner = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("teamId"u8))
            {
                reader.Read();
                team = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("pipelineId"u8))
            {
                reader.Read();
                pipeline = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("stage"u8))
            {
                reader.Read();
                stage = stages.Read(ref reader);
            }
            else if (reader.ValueTextEquals("sharedWith"u8))
            {
                reader.Read();
                sharedWith = ReadIds(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(owner, team, pipeline, stage, sharedWith);
    }

    public static Guid? ReadId(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.TryGetGuid(out var id) ? id : null;
        reader.Skip();
        return null;
    }

    private static ImmutableArray<Guid> ReadIds(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return default;
        }

        var ids = ImmutableArray.CreateBuilder<Guid>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadId(ref reader) is { } id)
                ids.Add(id);
        }

        return ids.DrainToImmutable();
    }
}
