using System.Buffers.Binary;

namespace Crm.Actors.TestKit.Observability;

/// <summary>Walks over the fields of one message in protobuf's wire format (protobuf.dev, "Encoding").</summary>
/// <param name="message">The message.</param>
internal ref struct ProtoFields(ReadOnlySpan<byte> message)
{
    private const ulong Varint = 0;
    private const ulong Fixed64 = 1;
    private const ulong Delimited = 2;
    private const ulong Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the current field.</summary>
    public int Number { get; private set; }

    /// <summary>The content of a text, of bytes, or of a message; empty for a number.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The bits of a number; 0 for what is none.</summary>
    public ulong Value { get; private set; }

    /// <summary>Goes on to the next field, if there is one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = TakeVarint();
        Number = (int)(tag >> 3);
        Bytes = default;
        Value = 0;
        switch (tag & 7)
        {
            case Varint:
                Value = TakeVarint();
                break;
            case Fixed64:
                Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case Delimited:
                Bytes = Take((int)TakeVarint());
                break;
            case Fixed32:
                Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException($"Field {Number} has the unknown wire type {tag & 7}.");
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong TakeVarint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
