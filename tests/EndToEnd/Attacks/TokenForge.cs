using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway.Auth;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>Makes tokens of any shape (RFC 7515, RFC 7519) by hand, as an attacker does, who has no library that refuses to.</summary>
public sealed class TokenForge(byte[] secret, string ellipticPem, string rsaPem) : IDisposable
{
    private static readonly string Nobody = "00000000-0000-7000-8000-00000000a77a";

    /// <summary>A key that no gateway knows.</summary>
    public static readonly byte[] OwnKey = Encoding.UTF8.GetBytes("a secret that the attacker has made up");

    public byte[] Secret { get; } = secret;

    public string EllipticPem { get; } = ellipticPem;

    public string RsaPem { get; } = rsaPem;

    public ECDsa Elliptic { get; } = Import(ECDsa.Create(), ellipticPem);

    public RSA Rsa { get; } = Import(RSA.Create(), rsaPem);

    public string SecretId { get; } = SigningKey.OfSecret(secret).Id;

    public string EllipticId { get; } = SigningKey.OfPem(ellipticPem).Id;

    public string RsaId { get; } = SigningKey.OfPem(rsaPem).Id;

    /// <summary>Seconds since 1970.</summary>
    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A token under the shared secret, right but for the changes.</summary>
    public string Hs(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, byte[]? key = null) =>
        Make("HS256", SecretId, claims, header, data => HMACSHA256.HashData(key ?? Secret, data));

    /// <summary>A token under the elliptic key, right but for the changes.</summary>
    public string Es(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, ECDsa? key = null) =>
        Make("ES256", EllipticId, claims, header, data => (key ?? Elliptic).SignData(data, HashAlgorithmName.SHA256));

    /// <summary>A token under the RSA key, right but for the changes.</summary>
    public string Rs(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, RSASignaturePadding? padding = null) =>
        Make("RS256", RsaId, claims, header, data => Rsa.SignData(data, HashAlgorithmName.SHA256, padding ?? RSASignaturePadding.Pkcs1));

    /// <summary>A token with this signature, whatever it is.</summary>
    public string With(JsonNode? algorithm, byte[] signature, string? id = null) =>
        Make("", id ?? SecretId, null, header => header["alg"] = algorithm, _ => signature);

    public void Dispose()
    {
        Elliptic.Dispose();
        Rsa.Dispose();
    }

    private static string Make(
        string algorithm, string id, Action<JsonObject>? claims, Action<JsonObject>? header, Func<byte[], byte[]> sign)
    {
        var head = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = id };
        header?.Invoke(head);
        var body = new JsonObject
        {
            ["sub"] = Nobody,
            ["roles"] = new JsonArray("ROLE_USER"),
            ["iss"] = "crm-actors",
            ["aud"] = "crm-actors",
            ["iat"] = Now - 60,
            ["nbf"] = Now - 60,
            ["exp"] = Now + 3600,
        };
        claims?.Invoke(body);
        var content = $"{Part(head)}.{Part(body)}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static T Import<T>(T key, string pem)
        where T : AsymmetricAlgorithm
    {
        key.ImportFromPem(pem);
        return key;
    }
}
