using System.Security.Cryptography;
using System.Text.Json;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Http;

/// <summary>Weak entity tags (RFC 9110 section 8.8.1) of what has no version: a hash of the content.</summary>
internal static class PageTag
{
    private const int Bytes = 12;

    public static string Of<T>(T page, Action<Utf8JsonWriter, T> write) => Of(JsonOutput.Render(page, write));

    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return $"W/\"{Convert.ToHexStringLower(hash[..Bytes])}\"";
    }
}
