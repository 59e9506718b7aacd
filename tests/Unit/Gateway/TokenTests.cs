using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class TokenTests : IClassFixture<RunningGateway>
{
    private static readonly string User = RunningGateway.User.ToString();

    private readonly RunningGateway _gateway;

    public TokenTests(RunningGateway gateway) => _gateway = gateway.Reset();

    public static TheoryData<string, string?> BadTokens => new()
    {
        { "none", null },
        { "not a token", "abc" },
        { "no signature", Unsigned() },
        { "another key", Sign(secret: "another secret of at least 32 bytes!") },
        { "another algorithm", Sign(algorithm: SecurityAlgorithms.HmacSha512, secret: new string('a', 64)) },
        { "another algorithm, our key", Sign(algorithm: SecurityAlgorithms.HmacSha384, secret: "a test secret of at least 32 bytes".PadRight(48, '\0')) },
        { "another issuer", Sign(issuer: "x") },
        { "another audience", Sign(audience: "x") },
        { "expired", Sign(lifetime: TimeSpan.FromSeconds(-31)) },
        { "no expiry", Sign(lifetime: null) },
        { "not yet valid", Sign(notBefore: TimeSpan.FromMinutes(5)) },
        { "subject is no UUID", Sign(subject: "me") },
        { "no subject", Sign(subject: null) },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Any_BadToken_Is401WithChallenge(string what, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/deals");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var client = new HttpClient { BaseAddress = _gateway.Address };

        var response = await client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(401, what);
        response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        ((int)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"]!).ShouldBe(401);
        _gateway.Deal.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/")]
    [InlineData("/docs/scalar.js")]
    public async Task Open_WithoutToken_Answers(string path)
    {
        using var client = new HttpClient { BaseAddress = _gateway.Address };

        (await client.GetAsync(new Uri(path, UriKind.Relative))).EnsureSuccessStatusCode();
    }

    [Fact]
    public void Cache_TokenPastItsTime_IsForgotten()
    {
        var time = new FakeTimeProvider();
        var cache = new TokenCache(time);
        var known = Known(time.GetUtcNow() + TimeSpan.FromMinutes(1));
        cache.Add("token", known);

        cache.Find("token").ShouldBeSameAs(known);
        cache.Find("other").ShouldBeNull();
        time.Advance(TimeSpan.FromMinutes(1));
        cache.Find("token").ShouldBeNull();
    }

    [Fact]
    public void Cache_MoreThanItHolds_KeepsWhatIsInUse()
    {
        var time = new FakeTimeProvider();
        var cache = new TokenCache(time, capacity: 10);
        var known = Known(time.GetUtcNow() + TimeSpan.FromHours(1));
        cache.Add("used", known);
        for (var i = 0; i < 100; i++)
        {
            cache.Add($"token {i}", known);
            cache.Find("used").ShouldNotBeNull();
        }

        Enumerable.Range(0, 100).Count(i => cache.Find($"token {i}") is not null).ShouldBeLessThanOrEqualTo(20);
    }

    private static KnownToken Known(DateTimeOffset until) => new(
        CallerIdentity.From(new ClaimsIdentity([new Claim("sub", User)]))!, Task.FromResult(AuthenticateResult.NoResult()), until);

    private static string Unsigned() =>
        $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Part($$"""{"sub":"{{User}}","iss":"crm-actors","aud":"crm-actors","exp":4102444800}""")}.";

    private static string Part(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));

    private static string Sign(
        string? secret = null,
        string issuer = "crm-actors",
        string audience = "crm-actors",
        string? subject = "00000000-0000-7000-8000-0000000000aa",
        string algorithm = SecurityAlgorithms.HmacSha256,
        TimeSpan? notBefore = null) => Sign(TimeSpan.FromHours(1), secret, issuer, audience, subject, algorithm, notBefore);

    private static string Sign(
        TimeSpan? lifetime,
        string? secret = null,
        string issuer = "crm-actors",
        string audience = "crm-actors",
        string? subject = "00000000-0000-7000-8000-0000000000aa",
        string algorithm = SecurityAlgorithms.HmacSha256,
        TimeSpan? notBefore = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var key = secret is null ? RunningGateway.Secret : Encoding.UTF8.GetBytes(secret);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = notBefore is null ? now.AddHours(-1) : now + notBefore,
            Expires = lifetime is null ? null : now + lifetime,
            Subject = subject is null ? null : new ClaimsIdentity([new Claim("sub", subject)]),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), algorithm),
        });
    }
}
