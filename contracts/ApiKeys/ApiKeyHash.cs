using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>SHA-256 of an API key's secret, as 64 hexadecimal digits. The secret has 256 random bits, so no salt and no slow hash is needed.</summary>
[GenerateSerializer, Immutable, Alias("crm.ApiKeyHash")]
public readonly record struct ApiKeyHash([property: Id(0)] string Hex)
{
    /// <summary>The hash of no secret that anybody knows.</summary>
    public static ApiKeyHash None { get; } = new(new string('0', 64));

    public static ApiKeyHash Of(ReadOnlySpan<byte> secret) => new(Convert.ToHexStringLower(SHA256.HashData(secret)));

    /// <summary>Compares in a time that says nothing about where the two differ.</summary>
    public bool IsSame(ApiKeyHash other) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Hex.AsSpan()), MemoryMarshal.AsBytes(other.Hex.AsSpan()));

    /// <summary>Says nothing: hashes are not for logs.</summary>
    public override string ToString() => nameof(ApiKeyHash);
}
