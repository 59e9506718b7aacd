using System.IO.Pipelines;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Copies messages into a pipe, asking it for memory only when the last piece is full.</summary>
public ref struct FrameWriter(PipeWriter pipe)
{
    private Span<byte> _free;
    private int _used;

    /// <summary>How many bytes were written.</summary>
    public int Written { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Written += bytes.Length;
        while (true)
        {
            if (bytes.TryCopyTo(_free[_used..]))
            {
                _used += bytes.Length;
                return;
            }

            var fits = _free.Length - _used;
            bytes[..fits].CopyTo(_free[_used..]);
            bytes = bytes[fits..];
            _used = _free.Length;
            Complete();
            _free = pipe.GetSpan();
        }
    }

    /// <summary>Hands what was copied to the pipe.</summary>
    public void Complete()
    {
        if (_used > 0)
            pipe.Advance(_used);
        _free = default;
        _used = 0;
    }
}
