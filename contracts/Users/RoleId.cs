using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Contracts.Users;

/// <summary>The id of a role: a UUIDv8 (RFC 9562 section 5.8) from SHA-256 of its name, so that a name stands for one role.</summary>
public static class RoleId
{
    public static Guid Of(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"role\n{name}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
