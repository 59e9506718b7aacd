using System.Buffers.Binary;
using System.Buffers.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Persistence.Reading;

/// <summary>
/// Where the next page of a list of users, teams, payments or security events starts: the key of the last entry, in base64url. Rights are checked
/// with every page, so there is nothing to protect.
/// </summary>
internal static class PageCursor
{
    private const int IdBytes = 16;
    private const int NumberBytes = 8;

    public static Rejection Wrong { get; } = Rejections.Invalid("#/cursor", "Is not a cursor of this list.");

    /// <summary>After an entry of a list by time and id.</summary>
    public static string Of(DateTimeOffset time, Guid id)
    {
        Span<byte> bytes = stackalloc byte[NumberBytes + IdBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, time.UtcTicks);
        id.TryWriteBytes(bytes[NumberBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>After an entry of a list by id.</summary>
    public static string Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        id.TryWriteBytes(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>After an entry of a list by number.</summary>
    public static string Of(long number)
    {
        Span<byte> bytes = stackalloc byte[NumberBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Without a cursor: before all entries.</summary>
    public static bool TryRead(string? cursor, out DateTimeOffset time, out Guid id)
    {
        (time, id) = (DateTimeOffset.UnixEpoch, Guid.Empty);
        if (cursor is null)
            return true;
        Span<byte> bytes = stackalloc byte[NumberBytes + IdBytes];
        if (!TryDecode(cursor, bytes))
            return false;
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        (time, id) = (new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[NumberBytes..]));
        return true;
    }

    /// <inheritdoc cref="TryRead"/>
    public static bool TryReadId(string? cursor, out Guid id)
    {
        id = Guid.Empty;
        if (cursor is null)
            return true;
        Span<byte> bytes = stackalloc byte[IdBytes];
        if (!TryDecode(cursor, bytes))
            return false;
        id = new Guid(bytes);
        return true;
    }

    /// <inheritdoc cref="TryRead"/>
    public static bool TryReadNumber(string? cursor, out long number)
    {
        number = long.MaxValue;
        if (cursor is null)
            return true;
        Span<byte> bytes = stackalloc byte[NumberBytes];
        if (!TryDecode(cursor, bytes))
            return false;
        number = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return true;
    }

    private static bool TryDecode(string cursor, Span<byte> bytes) =>
        cursor.Length == Base64Url.GetEncodedLength(bytes.Length)
        && Base64Url.IsValid(cursor)
        && Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
        && written == bytes.Length;
}
