using System.IO.Pipelines;
using System.Text;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>One message as a client of server-sent events sees it.</summary>
internal sealed record SseMessage(string? Id, string? Event, string? Data)
{
    public long Position => StreamPosition.TryParse(Id!, out var p) ? p.Position : throw new InvalidDataException(Id);
}

/// <summary>Takes messages from a pipe.</summary>
internal sealed class SseReader(PipeReader pipe)
{
    private readonly StringBuilder _text = new();

    /// <summary>The next message, or null at the end.</summary>
    public async Task<SseMessage?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var text = _text.ToString();
            var end = text.IndexOf("\n\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                _text.Remove(0, end + 2);
                return Parse(text[..end]);
            }

            var read = await pipe.ReadAsync(cancellation);
            foreach (var piece in read.Buffer)
                _text.Append(Encoding.UTF8.GetString(piece.Span));
            pipe.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted && read.Buffer.IsEmpty)
                return null;
        }
    }

    private static SseMessage Parse(string message)
    {
        string? id = null, name = null, data = null;
        foreach (var line in message.Split('\n'))
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (!line.StartsWith(':') && !line.StartsWith("retry: ", StringComparison.Ordinal))
                throw new InvalidDataException(line);
        }

        return new(id, name, data);
    }
}
