using System.Runtime.InteropServices;

namespace Crm.Actors.Benchmarks.Sse.Client;

/// <summary>The content of a chunked body (RFC 9112 section 7.1), from pieces cut anywhere. No extensions, no trailers, no end.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ChunkedBody
{
    private int _left;
    private int _size;

    /// <summary>Takes the next stretch of content off the front.</summary>
    public bool TryTake(ref Span<byte> rest, out ReadOnlySpan<byte> content)
    {
        while (_left == 0 && rest.Length > 0)
        {
            var next = rest[0];
            rest = rest[1..];
            if (next == '\n')
                (_left, _size) = (_size, 0);
            else if (next != '\r')
                _size = _size * 16 + (next <= '9' ? next - '0' : (next | 0x20) - 'a' + 10);
        }

        content = rest[..Math.Min(_left, rest.Length)];
        rest = rest[content.Length..];
        _left -= content.Length;
        return content.Length > 0;
    }
}
