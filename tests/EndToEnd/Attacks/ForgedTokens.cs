using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>
/// Tokens that no gateway may take: signed in a way that proves nothing (RFC 8725 section 2), or by the right key but with claims that are
/// not good. Each by its name.
/// </summary>
internal static class ForgedTokens
{
    public static IReadOnlyDictionary<string, Func<TokenForge, string>> All { get; } =
        Unsigned().Concat(PublicKeys()).Concat(Algorithms()).Concat(KeyIds()).Concat(BroughtKeys()).Concat(WrongClaims()).Concat(Shapes())
            .ToDictionary(static forged => forged.Name, static forged => forged.Make, StringComparer.Ordinal);

    private static IEnumerable<(string Name, Func<TokenForge, string> Make)> Unsigned()
    {
        foreach (var algorithm in new[] { "none", "NoNe", "NONE", "None", "" })
        {
            yield return ($"alg '{algorithm}'", forge => forge.With(algorithm, []));
            yield return ($"alg '{algorithm}' with a signature", forge => forge.With(algorithm, RandomNumberGenerator.GetBytes(32)));
        }

        yield return ("alg null", static forge => forge.With(null, []));
        yield return ("alg a number", static forge => forge.With(0, []));
        yield return ("alg an array", static forge => forge.With(new JsonArray("HS256"), []));
        yield return ("alg missing", static forge => forge.Hs(null, static header => header.Remove("alg")));
        yield return ("HS256 without a signature", static forge => forge.With("HS256", []));
        yield return ("ES256 of zeros", static forge => forge.With("ES256", new byte[64], forge.EllipticId));
        yield return ("RS256 of zeros", static forge => forge.With("RS256", new byte[256], forge.RsaId));
    }

    private static IEnumerable<(string Name, Func<TokenForge, string> Make)> PublicKeys()
    {
        foreach (var (id, idOf) in new (string, Func<TokenForge, string?>)[]
        {
            ("its own id", static forge => forge.EllipticId), ("the RSA key's id", static forge => forge.RsaId), ("the secret's id", static forge => forge.SecretId), ("no id", static _ => null),
        })
        {
            yield return ($"HS256 by the EC key's PEM under {id}", forge => ByPublic(forge, idOf, Encoding.UTF8.GetBytes(forge.Elliptic.ExportSubjectPublicKeyInfoPem())));
            yield return ($"HS256 by the EC key's DER under {id}", forge => ByPublic(forge, idOf, forge.Elliptic.ExportSubjectPublicKeyInfo()));
            yield return ($"HS256 by the RSA key's PEM under {id}", forge => ByPublic(forge, idOf, Encoding.UTF8.GetBytes(forge.Rsa.ExportSubjectPublicKeyInfoPem() + "\n")));
            yield return ($"HS256 by the RSA key's modulus under {id}", forge => ByPublic(forge, idOf, forge.Rsa.ExportParameters(includePrivateParameters: false).Modulus!));
        }
    }

    private static IEnumerable<(string Name, Func<TokenForge, string> Make)> Algorithms()
    {
        yield return ("HS384 by the secret", static forge => forge.Hs(null, static header => header["alg"] = "HS384"));
        yield return ("HS512 by the secret", static forge => forge.Hs(null, static header => header["alg"] = "HS512"));
        yield return ("hs256 by the secret", static forge => forge.Hs(null, static header => header["alg"] = "hs256"));
        yield return ("ES256 that is HS256", static forge => forge.Hs(null, header => (header["alg"], header["kid"]) = ("ES256", forge.EllipticId)));
        yield return ("HS256 that is ES256", static forge => forge.Es(null, header => (header["alg"], header["kid"]) = ("HS256", forge.SecretId)));
        yield return ("PS256 by the RSA key", static forge => forge.Rs(null, static header => header["alg"] = "PS256", RSASignaturePadding.Pss));
        yield return ("RS256 that is PS256", static forge => forge.Rs(null, null, RSASignaturePadding.Pss));
        yield return ("dir", static forge => forge.Hs(null, static header => (header["alg"], header["enc"]) = ("dir", "A256GCM")));
    }

    private static IEnumerable<(string Name, Func<TokenForge, string> Make)> KeyIds()
    {
        foreach (var id in new[]
        {
            "../../../../../../dev/null", "/proc/sys/kernel/randomize_va_space", "' UNION SELECT 'a' --", "https://attacker.example/key", "", "\u0000", "\r\nX: 1", new('k', 20_000),
        })
        {
            yield return ($"kid '{(id.Length > 50 ? "very long" : id.Replace("\0", "NUL", StringComparison.Ordinal).Trim())}' by an own key", forge => forge.Hs(null, header => header["kid"] = id, TokenForge.OwnKey));
            yield return ($"kid '{(id.Length > 50 ? "very long" : id.Replace("\0", "NUL", StringComparison.Ordinal).Trim())}' by no key", forge => forge.Hs(null, header => header["kid"] = id, []));
        }

        yield return ("no kid, by an own key", static forge => forge.Hs(null, static header => header.Remove("kid"), TokenForge.OwnKey));
        yield return ("kid of the secret, by an own key", static forge => forge.Hs(null, null, TokenForge.OwnKey));
        yield return ("kid of the EC key, by the secret", static forge => forge.Hs(null, header => header["kid"] = forge.EllipticId));
        yield return ("kid of the secret, by the EC key", static forge => forge.Es(null, header => header["kid"] = forge.SecretId));
        yield return ("kid an array", static forge => forge.Hs(null, header => header["kid"] = new JsonArray(forge.SecretId), TokenForge.OwnKey));
        yield return ("kid an object", static forge => forge.Hs(null, static header => header["kid"] = new JsonObject(), TokenForge.OwnKey));
    }

    private static IEnumerable<(string Name, Func<TokenForge, string> Make)> BroughtKeys()
    {
        var key = Convert.ToBase64String(TokenForge.OwnKey).TrimEnd('=');
        foreach (var (name, value) in new (string, Func<JsonNode>)[]
        {
            ("jku", static () => "http://127.0.0.1:1/keys"), ("x5u", static () => "http://127.0.0.1:1/certificate"),
            ("jwk", () => new JsonObject { ["kty"] = "oct", ["k"] = key, ["alg"] = "HS256" }), ("x5c", () => new JsonArray(key)), ("k", () => key),
        })
        {
            yield return ($"{name} in the header, by an own key", forge => forge.Hs(null, header => header[name] = value(), TokenForge.OwnKey));
            yield return ($"{name} in the header and no kid, by an own key", forge => forge.Hs(null, header => (header[name], _) = (value(), header.Remove("kid")), TokenForge.OwnKey));
        }

        yield return ("jwk of an own EC key", static forge =>
        {
            using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = own.ExportParameters(includePrivateParameters: false).Q;
            return forge.Es(null, header => header["jwk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Text(point.X!), ["y"] = Text(point.Y!) }, own);
        }
        );
    }

    private static IEnumerable<(string Name, Func<TokenForge, string> Make)> WrongClaims()
    {
        foreach (var (name, change) in new (string, Action<JsonObject>)[]
        {
            ("expired", static c => c["exp"] = TokenForge.Now - 31), ("expired long ago", static c => c["exp"] = 1), ("exp missing", static c => c.Remove("exp")), ("exp null", static c => c["exp"] = null),
            ("exp a text", static c => c["exp"] = "never"), ("exp beyond all time", static c => c["exp"] = 999_999_999_999_999), ("exp negative", static c => c["exp"] = -1), ("not valid yet", static c => c["nbf"] = TokenForge.Now + 60),
            ("iss wrong", static c => c["iss"] = "crm-actors.example"), ("iss missing", static c => c.Remove("iss")), ("iss in capitals", static c => c["iss"] = "CRM-ACTORS"), ("iss empty", static c => c["iss"] = ""),
            ("aud wrong", static c => c["aud"] = "other"), ("aud missing", static c => c.Remove("aud")), ("aud a list of others", static c => c["aud"] = new JsonArray("a", "b")), ("aud empty", static c => c["aud"] = ""),
            ("sub missing", static c => c.Remove("sub")), ("sub no UUID", static c => c["sub"] = "admin"), ("sub a number", static c => c["sub"] = 1), ("sub in braces", static c => c["sub"] = "{00000000-0000-7000-8000-00000000a77a}"),
            ("sub a list", static c => c["sub"] = new JsonArray("00000000-0000-7000-8000-00000000a77a", "00000000-0000-7000-8000-000000000001")), ("sub empty", static c => c["sub"] = ""),
            ("roles a number", static c => c["roles"] = 1), ("roles true", static c => c["roles"] = true), ("roles an object", static c => c["roles"] = new JsonObject { ["ROLE_ADMIN"] = true }),
            ("roles nested", static c => c["roles"] = new JsonArray(new JsonArray("ROLE_ADMIN"))), ("roles of numbers", static c => c["roles"] = new JsonArray(1, 2)),
            ("teams no UUID", static c => c["teams"] = new JsonArray("all")), ("teams a number", static c => c["teams"] = 1), ("teams a star", static c => c["teams"] = "*"),
            ("teams nested", static c => c["teams"] = new JsonArray(new JsonArray("00000000-0000-7000-8000-00000000a77a"))), ("teams an object", static c => c["teams"] = new JsonObject()),
        })
        {
            yield return (name, forge => forge.Hs(change));
            yield return ($"{name}, ES256", forge => forge.Es(change));
        }
    }

    private static IEnumerable<(string Name, Func<TokenForge, string> Make)> Shapes()
    {
        yield return ("nothing", static _ => "");
        yield return ("dots", static _ => "..");
        yield return ("four dots", static _ => "....");
        yield return ("a word", static _ => "token");
        yield return ("cut by a character", static forge => forge.Hs()[..^1]);
        yield return ("cut in the middle", static forge => forge.Hs() is var token ? token[..(token.Length / 2)] : "");
        yield return ("without its signature", static forge => forge.Hs() is var token ? token[..token.LastIndexOf('.')] : "");
        yield return ("a signature twice", static forge => forge.Hs() is var token ? token + token[token.LastIndexOf('.')..] : "");
        yield return ("two in one", static forge => $"{forge.Hs()}.{forge.Hs()}");
        yield return ("two after each other", static forge => $"{forge.Hs()},{forge.Hs()}");
        yield return ("Bearer twice", static forge => $"Bearer {forge.Hs()}");
        yield return ("five parts", static forge => $"{forge.Hs()}.AAAA.AAAA");
        yield return ("padded", static forge => forge.Hs() + "==");
        yield return ("not base64url", static forge => forge.Hs().Replace('.', '!'));
        yield return ("claims of another token", static forge => Mixed(forge.Hs(), forge.Hs(static claims => claims["roles"] = new JsonArray("ROLE_ADMIN"))));
        yield return ("30 KB", static forge => forge.Hs(static claims => claims["locale"] = new string('a', 20_000), null, TokenForge.OwnKey));
    }

    private static string ByPublic(TokenForge forge, Func<TokenForge, string?> id, byte[] key) => forge.Hs(
        null,
        header =>
        {
            header.Remove("kid");
            if (id(forge) is { } kid)
                header["kid"] = kid;
        },
        key);

    private static string Mixed(string signed, string wanted) => $"{signed.Split('.')[0]}.{wanted.Split('.')[1]}.{signed.Split('.')[2]}";

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
