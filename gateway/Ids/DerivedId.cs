using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Gateway.Ids;

/// <summary>
/// The id of an object that is created under an <c>Idempotency-Key</c>: a UUIDv8 (RFC 9562 section 5.8) from SHA-256, so that a
/// retry, through any gateway, names the same object and finds it there.
/// </summary>
internal static class DerivedId
{
    /// <param name="kind">The kind of object, such as <c>deal</c>; the same key may create one of each.</param>
    /// <param name="caller">Whose key it is.</param>
    /// <param name="key">The key.</param>
    public static Guid Of(string kind, Guid caller, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{caller:D}\n{key}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
