using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>A key of access tokens. It is good for one algorithm only (RFC 8725 section 3.1), so no key can be taken for another kind of key.</summary>
/// <param name="Key">The key, with its id.</param>
/// <param name="Algorithm">The <c>alg</c> of tokens signed with it.</param>
/// <param name="Public">What may be published of it (RFC 7517); null for a shared secret.</param>
internal sealed record SigningKey(SecurityKey Key, string Algorithm, JsonWebKey? Public)
{
    private const int MinRsaBits = 2048;

    public string Id => Key.KeyId;

    public SigningCredentials Credentials => new(Key, Algorithm);

    /// <summary>A shared secret for HS256. Its id is made with it, so that it says nothing about it.</summary>
    public static SigningKey OfSecret(byte[] secret)
    {
        var id = Convert.ToHexStringLower(HMACSHA256.HashData(secret, "kid"u8).AsSpan(0, 8));
        return new SigningKey(new SymmetricSecurityKey(secret) { KeyId = id }, SecurityAlgorithms.HmacSha256, null);
    }

    /// <summary>A private key in PEM: P-256 for ES256, or RSA of at least 2048 bits for RS256. Its id is its thumbprint (RFC 7638).</summary>
    /// <exception cref="FormatException">It is no such key; the message says why and holds nothing of it.</exception>
    public static SigningKey OfPem(string pem)
    {
        if (TryImport(ECDsa.Create(), pem) is { } elliptic) return OfElliptic((ECDsa)elliptic);
        return TryImport(RSA.Create(), pem) is { } rsa
            ? OfRsa((RSA)rsa)
            : throw new FormatException("holds no private key in PEM that is neither encrypted nor of another kind than EC or RSA");
    }

    private static SigningKey OfElliptic(ECDsa key)
    {
        if (key.KeySize != 256 || key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value is not "1.2.840.10045.3.1.7")
            throw new FormatException("holds an EC key that is not on the curve P-256");
        var open = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false))));
        return Of(new ECDsaSecurityKey(key), open, SecurityAlgorithms.EcdsaSha256);
    }

    private static SigningKey OfRsa(RSA key)
    {
        if (key.KeySize < MinRsaBits) throw new FormatException($"holds an RSA key of less than {MinRsaBits} bits");
        var open = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.ExportParameters(includePrivateParameters: false)));
        return Of(new RsaSecurityKey(key), open, SecurityAlgorithms.RsaSha256);
    }

    private static SigningKey Of(SecurityKey key, JsonWebKey open, string algorithm)
    {
        key.KeyId = open.Kid = Base64UrlEncoder.Encode(open.ComputeJwkThumbprint());
        (open.Alg, open.Use) = (algorithm, "sig");
        return new SigningKey(key, algorithm, open);
    }

    private static AsymmetricAlgorithm? TryImport(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            key.ExportPkcs8PrivateKey();
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
