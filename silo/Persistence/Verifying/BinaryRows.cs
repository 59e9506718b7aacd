using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>
/// The rows of a binary COPY (PostgreSQL documentation, COPY, section "Binary Format"), whose fields are taken in their order. Nothing is
/// converted or copied that is not asked for, which is what counts when all rows of a table are read.
/// </summary>
/// <param name="copy">What the database sends.</param>
internal sealed class BinaryRows(Stream copy) : IAsyncDisposable
{
    /// <summary>A signature, flags and the length of an extension that there is none of.</summary>
    private const int HeaderLength = 19;

    private byte[] _buffer = new byte[1 << 16];
    private bool _isBegun;
    private int _field;
    private int _next;
    private int _end;

    /// <summary>The fields of the row that have not been taken, each with its length before it, as they were sent; until the next row is read.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_field, _next - _field);

    /// <param name="connection">Takes no other statement until the rows are disposed.</param>
    /// <param name="select">The statement whose rows these are.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<BinaryRows> OpenAsync(NpgsqlConnection connection, string select, CancellationToken cancellation) =>
        new(await connection.BeginRawBinaryCopyAsync($"COPY ({select}) TO STDOUT (FORMAT binary)", cancellation));

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="EndOfStreamException">What was sent ends within a row.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!_isBegun)
        {
            while (_end < HeaderLength)
                Took(await copy.ReadAsync(Room(), cancellation));
            (_isBegun, _next) = (true, HeaderLength);
        }

        int? length;
        while ((length = LengthOfRow(_buffer.AsSpan(_next, _end - _next))) is null)
            Took(await copy.ReadAsync(Room(), cancellation));
        if (length == 0)
        {
            // Only the end of what is sent says that all of it is well.
            if (await copy.ReadAsync(Room(), cancellation) > 0)
                throw new InvalidDataException("There is something behind the last row.");
            return false;
        }

        _field = _next + sizeof(short);
        _next += length.Value;
        return true;
    }

    public short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(Field());

    public long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(Field());

    public Guid ReadGuid() => new(Field(), bigEndian: true);

    public string ReadText() => Encoding.UTF8.GetString(Field());

    /// <summary>A <c>timestamptz</c>.</summary>
    public DateTimeOffset ReadTime() => PostgresTime.Read(ReadInt64());

    /// <summary>The field as it was sent, until the next row is read.</summary>
    public ReadOnlyMemory<byte> ReadMemory()
    {
        var (start, length) = Take();
        return _buffer.AsMemory(start, length);
    }

    public ValueTask DisposeAsync() => copy.DisposeAsync();

    /// <returns>The length of the row at the beginning; 0 behind the last row, null when not all of it is there.</returns>
    private static int? LengthOfRow(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(short))
            return null;
        var fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (fields < 0)
            return 0;
        var length = sizeof(short);
        for (; fields > 0; fields--)
        {
            if (bytes.Length < length + sizeof(int))
                return null;
            length += sizeof(int) + LengthOfField(bytes[length..]);
        }

        return length <= bytes.Length ? length : null;
    }

    /// <summary>A null has the length -1, and nothing behind it.</summary>
    private static int LengthOfField(ReadOnlySpan<byte> bytes) => Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes));

    private ReadOnlySpan<byte> Field()
    {
        var (start, length) = Take();
        return _buffer.AsSpan(start, length);
    }

    private (int Start, int Length) Take()
    {
        var (start, length) = (_field + sizeof(int), LengthOfField(_buffer.AsSpan(_field)));
        _field = start + length;
        return (start, length);
    }

    /// <summary>Where to read on: what is there of the next row comes to the front, and a row that fills the buffer gets a larger one.</summary>
    private Memory<byte> Room()
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            (_next, _end) = (0, _end - _next);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        return _buffer.AsMemory(_end);
    }

    private void Took(int bytes) => _end += bytes > 0 ? bytes : throw new EndOfStreamException("The rows end within one.");
}
