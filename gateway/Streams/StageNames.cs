using System.Text;
using System.Text.Json;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Gives equal stage names one string, so that comparing them is mostly comparing references. Bounded; not for several threads.</summary>
public sealed class StageNames
{
    private const int Most = 128;
    private readonly List<(byte[] Bytes, string Name)> _known = [];

    /// <summary>The string at the reader, or null when there is none.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        if (reader.HasValueSequence || reader.ValueIsEscaped)
            return reader.GetString();
        foreach (var (bytes, name) in _known)
            if (reader.ValueSpan.SequenceEqual(bytes))
                return name;
        var added = Encoding.UTF8.GetString(reader.ValueSpan);
        if (_known.Count < Most)
            _known.Add((reader.ValueSpan.ToArray(), added));
        return added;
    }
}
