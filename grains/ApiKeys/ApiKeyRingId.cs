using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>The id of a user's ring of keys: a UUIDv8 (RFC 9562 section 5.8) from SHA-256 of the user's id.</summary>
public static class ApiKeyRingId
{
    public static Guid Of(Guid ownerId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"api-keys\n{ownerId:D}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
