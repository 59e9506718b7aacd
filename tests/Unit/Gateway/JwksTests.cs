using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>The public keys, for whoever checks our tokens.</summary>
public sealed class JwksTests : IClassFixture<RunningGateway>
{
    private readonly RunningGateway _gateway;

    public JwksTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Keys_SecretOnly_AreNotThere() =>
        ((int)(await _gateway.Client.GetAsync(new Uri(JwksEndpoint.Path, UriKind.Relative))).StatusCode).ShouldBe(404);

    [Fact]
    public async Task Keys_OfFiles_AreThePublicParts()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var keys = new[] { SigningKey.OfPem(elliptic.ExportPkcs8PrivateKeyPem()), SigningKey.OfPem(rsa.ExportPkcs8PrivateKeyPem()), SigningKey.OfSecret(RunningGateway.Secret) };
        await using var app = Program.Build(
            RunningGateway.Settings(new TokenSettings([.. keys], "crm-actors", "crm-actors")), static services => services.AddSingleton(FakeGrains.Create()));
        await app.StartAsync();
        using var client = new HttpClient();

        var set = JsonNode.Parse(await client.GetStringAsync(new Uri(app.Urls.Single() + JwksEndpoint.Path)))!;

        var published = set["keys"]!.AsArray().Select(static key => key!.AsObject()).ToList();
        published.Select(static key => (string?)key["kid"]).ShouldBe([keys[0].Id, keys[1].Id]);
        published[0].Select(static member => member.Key).ShouldBe(["kty", "use", "alg", "kid", "crv", "x", "y"]);
        published[1].Select(static member => member.Key).ShouldBe(["kty", "use", "alg", "kid", "n", "e"]);
        await app.StopAsync();
    }
}
