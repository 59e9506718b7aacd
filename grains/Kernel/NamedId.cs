using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Grains.Kernel;

/// <summary>Ids that follow from what they are of, so that whoever makes one twice makes the same: UUIDv8 (RFC 9562 section 5.8) from SHA-256.</summary>
public static class NamedId
{
    /// <param name="kind">What the id is for, such as <c>task</c>: the same name has another id for each kind.</param>
    /// <param name="of">What it follows from.</param>
    /// <param name="numbers">What tells several ids of the same from each other.</param>
    public static Guid Of(string kind, Guid of, params ReadOnlySpan<long> numbers)
    {
        var name = new StringBuilder(kind).Append('\n').Append(of.ToString("D"));
        foreach (var number in numbers)
            name.Append('\n').Append(number.ToString(CultureInfo.InvariantCulture));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name.ToString()));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
