using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>Fields as a binary COPY sends them, each with its length before it: what should be a row is compared with the row by its bytes.</summary>
internal sealed class BinaryFields
{
    /// <summary>Bytes that the text of any decimal has room in.</summary>
    private const int LongestAmount = 64;

    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>The fields so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Add(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);

    public void Add(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    public void Add(Guid? value)
    {
        if (value is { } id)
            Add(id);
        else
            AddNull();
    }

    public void Add(DateTimeOffset at) => Add(PostgresTime.Of(at));

    public void Add(DateOnly date) => BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), PostgresTime.Of(date));

    public void Add(string? text)
    {
        if (text is null)
            AddNull();
        else
            Encoding.UTF8.GetBytes(text, Field(Encoding.UTF8.GetByteCount(text)));
    }

    /// <summary>The text of a <c>numeric(20, 4)</c>.</summary>
    public void AddAmount(decimal amount)
    {
        // More than four decimals would be rounded away, and are in no row.
        var format = decimal.Round(amount, 4) == amount ? "F4" : "G29";
        Span<byte> text = stackalloc byte[LongestAmount];
        amount.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        text[..length].CopyTo(Field(length));
    }

    private void AddNull()
    {
        Room(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), -1);
        _length += sizeof(int);
    }

    private Span<byte> Field(int length)
    {
        Room(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), length);
        var field = _bytes.AsSpan(_length + sizeof(int), length);
        _length += sizeof(int) + length;
        return field;
    }

    private void Room(int bytes)
    {
        if (_bytes.Length - _length < bytes)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + bytes));
    }
}
