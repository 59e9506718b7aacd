using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>Names a stage in a button, where its slug of up to 50 characters has no room: the first 32 bits of its SHA-256 in hexadecimal digits.</summary>
public static class StageKey
{
    public static string Of(string slug) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug)).AsSpan(0, 4));
}
