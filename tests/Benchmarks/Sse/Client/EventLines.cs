using System.Runtime.InteropServices;

namespace Crm.Actors.Benchmarks.Sse.Client;

/// <summary>Finds events in a stream's lines: an id line with a position, an <c>event:</c> line, an empty line.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct EventLines
{
    /// <summary>An event has four lines: id, event, data, and an empty one.</summary>
    private const int LinesOfEvent = 4;

    private long _number;
    private int _length;
    private long _position;
    private bool _isEvent;
    private LineKind _kind;

    /// <summary>Counts events by their line breaks alone; the few lines that are no events are lost in the noise.</summary>
    public static int Count(ReadOnlySpan<byte> content, ref EventLines lines)
    {
        var breaks = lines._length + content.Count((byte)'\n');
        lines._length = breaks % LinesOfEvent;
        return breaks / LinesOfEvent;
    }

    /// <summary>Notes the position of each event that ends here.</summary>
    public int Note(ReadOnlySpan<byte> content, long at, List<(long Position, long At)> arrivals)
    {
        var events = 0;
        while (content.Length > 0)
        {
            if (_kind == LineKind.Rest)
            {
                var end = content.IndexOf((byte)'\n');
                if (end < 0)
                    return events;
                content = content[end..];
            }

            var next = content[0];
            content = content[1..];
            if (next == '\n')
                events += EndLine(at, arrivals);
            else
                Read(next);
        }

        return events;
    }

    private int EndLine(long at, List<(long Position, long At)> arrivals)
    {
        var events = 0;
        if (_length == 0 && _isEvent)
        {
            arrivals.Add((_position, at));
            events = 1;
            _isEvent = false;
        }
        else if (_kind == LineKind.Id)
        {
            _position = _number;
        }

        (_kind, _length, _number) = (LineKind.Start, 0, 0);
        return events;
    }

    /// <summary>One character of a line's first word, or of an id, whose digits after the dash are the position.</summary>
    private void Read(byte next)
    {
        _length++;
        if (_kind == LineKind.Id)
        {
            _number = next is >= (byte)'0' and <= (byte)'9' ? _number * 10 + next - '0' : 0;
            return;
        }

        _kind = next == 'i' ? LineKind.Id : LineKind.Rest;
        _isEvent |= next == 'e';
    }

    private enum LineKind
    {
        Start,
        Id,
        Rest,
    }
}
