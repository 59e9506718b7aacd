using System.Security.Cryptography;
using System.Text;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Which keys sign and which are taken.</summary>
public sealed class SigningKeyTests
{
    private static readonly SigningKey Old = SigningKey.OfSecret(Encoding.UTF8.GetBytes("an older secret of at least 32 bytes"));
    private static readonly SigningKey New = SigningKey.OfSecret(Encoding.UTF8.GetBytes("a newer secret of at least 32 bytes!"));
    private static readonly SigningKey Elliptic = SigningKey.OfPem(EllipticPem());

    [Fact]
    public async Task Rotation_OldTokens_AreGoodAsLongAsTheirKeyIsConfigured()
    {
        var token = Create(Settings(Old));

        (await IsValid(Settings(New, Old), token)).ShouldBeTrue();
        (await IsValid(Settings(New), token)).ShouldBeFalse();
        new JsonWebToken(Create(Settings(New, Old))).Kid.ShouldBe(New.Id);
        Old.Id.ShouldNotBe(New.Id);
    }

    [Fact]
    public async Task KeyFile_Es256_SignsAndTheSecretOnlyVerifies()
    {
        var settings = Settings(Elliptic, Old);
        var token = Create(settings);

        new JsonWebToken(token).Alg.ShouldBe("ES256");
        (await IsValid(settings, token)).ShouldBeTrue();
        (await IsValid(settings, Create(Settings(Old)))).ShouldBeTrue();
    }

    [Fact]
    public async Task KeyFile_Rs256_Signs()
    {
        using var rsa = RSA.Create(2048);
        var settings = Settings(SigningKey.OfPem(rsa.ExportRSAPrivateKeyPem()));

        new JsonWebToken(Create(settings)).Alg.ShouldBe("RS256");
        (await IsValid(settings, Create(settings))).ShouldBeTrue();
    }

    [Fact]
    public async Task Attack_PublicKeyAsSharedSecret_IsRefused()
    {
        var settings = Settings(Elliptic, Old);
        var published = new ECDsaSecurityKey(((ECDsaSecurityKey)Elliptic.Key).ECDsa);
        foreach (var secret in new[] { Encoding.UTF8.GetBytes(published.ECDsa.ExportSubjectPublicKeyInfoPem()), published.ECDsa.ExportSubjectPublicKeyInfo() })
        {
            foreach (var id in new[] { Elliptic.Id, Old.Id, null })
                (await IsValid(settings, Sign(new SymmetricSecurityKey(secret) { KeyId = id }))).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../dev/null")]
    [InlineData("' OR 1=1 --")]
    [InlineData("https://attacker.example/key")]
    public async Task Attack_UnknownKeyId_IsRefused(string id)
    {
        var forged = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("a secret that the attacker has made")) { KeyId = id };

        (await IsValid(Settings(Old, Elliptic), Sign(forged))).ShouldBeFalse();
    }

    [Fact]
    public void Claims_OfARepeatedExchange_AreTheSame()
    {
        var signedIn = new SignedIn(FakeUsers.View, RunningGateway.NewId, 4, FakeUsers.At, FakeUsers.RefreshToken, FakeUsers.At);
        var tokens = new AccessTokens(Settings(Old));

        tokens.Create(signedIn).ShouldBe(tokens.Create(signedIn));
        tokens.Create(signedIn).ShouldNotBe(tokens.Create(signedIn with { Generation = 5 }));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void OfPem_NoKey_SaysSo(string pem) => Should.Throw<FormatException>(() => SigningKey.OfPem(pem)).Message.ShouldNotContain("AAAA");

    [Fact]
    public void OfPem_WeakOrPublicKey_IsRefused()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(1024);
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Should.Throw<FormatException>(() => SigningKey.OfPem(curve.ExportECPrivateKeyPem())).Message.ShouldContain("P-256");
        Should.Throw<FormatException>(() => SigningKey.OfPem(rsa.ExportRSAPrivateKeyPem())).Message.ShouldContain("2048");
        Should.Throw<FormatException>(() => SigningKey.OfPem(good.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public void Published_KeyOfAFile_HasNoPrivatePart()
    {
        Elliptic.Public!.HasPrivateKey.ShouldBeFalse();
        Elliptic.Public.D.ShouldBeNull();
        Elliptic.Public.Kid.ShouldBe(Elliptic.Id);
        Old.Public.ShouldBeNull();
    }

    private static string EllipticPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static TokenSettings Settings(params SigningKey[] keys) => new([.. keys], "crm-actors", "crm-actors");

    private static string Create(TokenSettings settings) => new AccessTokens(settings).Create(
        new SignedIn(FakeUsers.View, RunningGateway.NewId, 0, TimeProvider.System.GetUtcNow(), FakeUsers.RefreshToken, FakeUsers.At));

    private static string Sign(SecurityKey key) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "crm-actors",
        Audience = "crm-actors",
        Claims = new Dictionary<string, object> { ["sub"] = RunningGateway.User.ToString() },
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
    });

    private static async Task<bool> IsValid(TokenSettings settings, string token) =>
        (await new JsonWebTokenHandler().ValidateTokenAsync(token, AuthSetup.Parameters(settings))).IsValid;
}
