using System.Text;
using System.Text.Json.Nodes;
using Crm.Actors.EndToEndTests.BadInput;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>Forged tokens get a 401 that does not help to forge a better one.</summary>
[Collection(AttackTests.Name)]
public sealed class TokenAttackTests(AttackFixture fixture)
{
    private const string Route = "/api/v1/deals?limit=1";

    public static TheoryData<string> Forgeries => [.. ForgedTokens.All.Keys];

    [Fact]
    public async Task Token_MadeByTheSameForgeWithTheRightKey_IsTaken()
    {
        foreach (var token in new[] { fixture.Forge.Hs(), fixture.Forge.Es(), fixture.Forge.Rs(), fixture.Forge.Hs(null, static header => header.Remove("kid")) })
            (await SendAsync(fixture.Keyed, token)).Status.ShouldBe(200);
        (await SendAsync(fixture.Gateway, fixture.Forge.Hs())).Status.ShouldBe(200);
        (await SendAsync(fixture.Gateway, fixture.Forge.Hs(static claims => claims["exp"] = TokenForge.Now - 15))).Status.ShouldBe(200, "Clocks may differ by 30 s.");
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Token_Forged_Is401WithoutADetailOfTheKeys(string what)
    {
        foreach (var gateway in new[] { fixture.Keyed, fixture.Gateway })
        {
            var refusal = await SendAsync(gateway, ForgedTokens.All[what](fixture.Forge));

            refusal.Status.ShouldBe(401, $"{what}: {refusal}");
            (refusal.Challenge is "Bearer" or "Bearer error=\"invalid_token\"" || refusal.Challenge.StartsWith("Bearer error=\"invalid_token\", error_description=\"The token expired at", StringComparison.Ordinal))
                .ShouldBeTrue($"{what}: {refusal}");
            foreach (var detail in new[] { fixture.Forge.SecretId, fixture.Forge.EllipticId, fixture.Forge.RsaId, "kid", "HS256", "ES256", "RS256", "IDX" })
                $"{refusal.Challenge} {refusal.Text}".ShouldNotContain(detail, Case.Sensitive, what);
        }
    }

    [Fact]
    public async Task Token_OfAnotherKindOfKeyThanTheInstallationHas_Is401()
    {
        (await SendAsync(fixture.Gateway, fixture.Forge.Es())).Status.ShouldBe(401);
        (await SendAsync(fixture.Gateway, fixture.Forge.Rs())).Status.ShouldBe(401);
        (await SendAsync(fixture.Gateway, fixture.Forge.Es(null, header => header["kid"] = fixture.Forge.SecretId))).Status.ShouldBe(401);
        (await SendAsync(fixture.Gateway, fixture.Forge.Rs(null, static header => header.Remove("kid")))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Token_RolesAsOneText_AreOneRole()
    {
        foreach (var roles in new[] { "ROLE_USER ROLE_ADMIN", "ROLE_USER,ROLE_ADMIN", "role_admin", "[\"ROLE_ADMIN\"]", "ROLE_ADMIN\u0000" })
        {
            var token = fixture.Forge.Hs(claims => claims["roles"] = roles);
            (await SendAsync(fixture.Gateway, token, "/api/users")).Status.ShouldBe(403, roles);
        }

        (await SendAsync(fixture.Gateway, fixture.Forge.Hs(static claims => claims["roles"] = new JsonArray("ROLE_ADMIN")), "/api/users")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Token_AnywhereButInTheHeader_Is401()
    {
        var token = fixture.Forge.Hs();
        foreach (var path in new[] { $"{Route}&access_token={token}", $"{Route}&token={token}", $"/api/v1/deals/stream?access_token={token}", $"/api/v1/deals/stream?authorization=Bearer%20{token}" })
            (await SendAsync(fixture.Gateway, null, path)).Status.ShouldBe(401, path[..40]);
        (await SendAsync(fixture.Gateway, null, Route, ("Cookie", $"access_token={token}; Authorization=Bearer {token}"))).Status.ShouldBe(401);
        (await SendAsync(fixture.Gateway, null, Route, ("X-Authorization", $"Bearer {token}"))).Status.ShouldBe(401);
        (await SendAsync(fixture.Gateway, null, Route, ("Authorization", $"Basic {token}"))).Status.ShouldBe(401);
        (await SendAsync(fixture.Gateway, null, Route, ("Authorization", token))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Token_OfAMegabyte_IsRefusedBeforeItIsReadWhole()
    {
        var request = $"GET {Route} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {new string('a', 1 << 20)}\r\n\r\n";

        (await RawGateway.SendAsync(fixture.Gateway.Port, Encoding.ASCII.GetBytes(request))).ShouldBeOneOf(431, 0);
        (await SendAsync(fixture.Gateway, fixture.Forge.Hs())).Status.ShouldBe(200);
    }

    private static async Task<Refusal> SendAsync(GatewayHandle gateway, string? token, string path = Route, params (string Name, string Value)[] headers)
    {
        using var client = new CrmClient(gateway.Url, null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, string.Join(" | ", response.Headers.WwwAuthenticate), text);
    }

    private sealed record Refusal(int Status, string Challenge, string Text);
}
