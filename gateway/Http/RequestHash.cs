using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Gateway.Http;

/// <summary>Tells a retry from another request that came under the same <c>Idempotency-Key</c>.</summary>
internal static class RequestHash
{
    /// <summary>The first 128 bits of SHA-256 over method, path, <c>If-Match</c> and body.</summary>
    public static Guid Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path.Value}\n{request.Headers.IfMatch}\n"));
        hash.AppendData(body);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return new Guid(bytes[..16], bigEndian: true);
    }
}
