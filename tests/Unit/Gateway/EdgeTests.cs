using System.Net;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.RateLimits;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>What every answer says to browsers, and what no request may be.</summary>
public sealed class EdgeTests : IClassFixture<RunningGateway>
{
    private const string Site = "https://app.example.com";

    private readonly RunningGateway _gateway;

    public EdgeTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Theory]
    [InlineData("GET", "/api/v1/deals", 200)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("DELETE", "/api/v1/deals", 405)]
    [InlineData("POST", "/api/auth/token", 422)]
    [InlineData("GET", "/docs/", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    public async Task Any_Answer_HasTheSecurityHeaders(string method, string path, int status)
    {
        var response = await _gateway.Send(method, path, method == "POST" ? "{}" : null);

        ((int)response.StatusCode).ShouldBe(status);
        ShouldBeSafe(response);
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("It was not over TLS.");
        (response.Headers.CacheControl?.NoStore ?? false).ShouldBe(path.StartsWith("/api/auth", StringComparison.Ordinal) || path == "/docs/", path);
    }

    [Fact]
    public async Task Docs_Page_MayRunItsOwnScriptsOnly()
    {
        var response = await _gateway.Send("GET", "/docs/");

        ((int)response.StatusCode).ShouldBe(200);
        var policy = One(response, "Content-Security-Policy");
        var page = await response.Content.ReadAsStringAsync();
        foreach (var script in page.Split("<script")[1..])
        {
            var nonce = script.Split("nonce=\"")[1].Split('"')[0];
            policy.ShouldContain($"'nonce-{nonce}'");
        }

        policy.Split("script-src")[1].ShouldNotContain("unsafe");
    }

    [Fact]
    public async Task Any_Failure_HasTheSecurityHeaders()
    {
        _gateway.Deal.Failure = new InvalidOperationException("secret");

        var response = await _gateway.Send("GET", $"/api/v1/deals/{FakeDeal.Sample.Id}");

        ((int)response.StatusCode).ShouldBe(500);
        ShouldBeSafe(response);
    }

    [Fact]
    public async Task Any_OverTlsOfATrustedProxy_IsForTlsAlone()
    {
        await using var gateway = await StartAsync(new EdgeSettings { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });

        var response = await gateway.Send("GET", "/health/live", headers: [("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Proto", "https")]);

        response.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem().ShouldStartWith("max-age=");
    }

    [Theory]
    [InlineData("/api/auth/token", 16 * 1024)]
    [InlineData("/api/auth/register", 16 * 1024)]
    [InlineData("/api/users/00000000-0000-7000-8000-0000000000aa/password", 16 * 1024)]
    [InlineData("/api/v1/deals", 1 << 20)]
    public async Task Body_LargerThanTheRouteTakes_Is413(string path, int most)
    {
        var fits = await _gateway.Send("POST", path, new string(' ', most - 2) + "{}");
        var tooLarge = await _gateway.Send("POST", path, new string(' ', most - 1) + "{}", headers: ("Expect", "100-continue"));

        ((int)tooLarge.StatusCode).ShouldBe(413);
        ((int)fits.StatusCode).ShouldBe(422);
    }

    [Fact]
    public async Task Body_InChunksLargerThanTheRouteTakes_Is413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/token") { Content = new StreamContent(new MemoryStream(new byte[(16 * 1024) + 1])) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new("application/json");

        ((int)(await _gateway.Client.SendAsync(request)).StatusCode).ShouldBe(413);
    }

    [Fact]
    public async Task Headers_TooMany_AreRefused()
    {
        var headers = Enumerable.Range(0, 100).Select(static i => ($"X-{i}", "x")).ToArray();

        ((int)(await _gateway.Send("GET", "/health/live", headers: headers)).StatusCode).ShouldBe(431);
        ((int)(await _gateway.Send("GET", "/health/live?" + new string('x', 9000))).StatusCode).ShouldBe(414);
    }

    [Fact]
    public async Task OtherSite_ByDefault_IsToldNothing()
    {
        var preflight = await _gateway.Send("OPTIONS", "/api/v1/deals", headers: [("Origin", Site), ("Access-Control-Request-Method", "POST")]);
        var request = await _gateway.Send("GET", "/api/v1/deals", headers: ("Origin", Site));

        preflight.Headers.Concat(request.Headers).ShouldAllBe(static header => !header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task OtherSite_Named_MayUseTheInterfaceWithoutCookies()
    {
        await using var gateway = await StartAsync(new EdgeSettings { CorsOrigins = [Site, "http://localhost:5173"], PerAddress = RateLimit.Parse("1/h") });

        var preflight = await gateway.Send(
            "OPTIONS", "/api/v1/deals", headers: [("Origin", Site), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization,if-match,idempotency-key")]);
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        One(preflight, "Access-Control-Allow-Origin").ShouldBe(Site);
        One(preflight, "Access-Control-Allow-Methods").ShouldContain("PATCH");
        One(preflight, "Access-Control-Allow-Headers").ShouldContain("Idempotency-Key");
        preflight.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();

        var request = await gateway.Send("GET", "/api/v1/deals", headers: ("Origin", Site));
        One(request, "Access-Control-Allow-Origin").ShouldBe(Site);
        foreach (var header in new[] { "ETag", "Feed-Position", "Retry-After", "RateLimit", "RateLimit-Policy" })
            One(request, "Access-Control-Expose-Headers").ShouldContain(header);
        var refused = await gateway.Send("GET", "/api/v1/deals", headers: ("Origin", Site));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        One(refused, "Access-Control-Allow-Origin").ShouldBe(Site);

        var stranger = await gateway.Send("OPTIONS", "/api/v1/deals", headers: [("Origin", "https://evil.example.com"), ("Access-Control-Request-Method", "PATCH")]);
        stranger.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    private static void ShouldBeSafe(HttpResponseMessage response)
    {
        One(response, "X-Content-Type-Options").ShouldBe("nosniff");
        One(response, "Referrer-Policy").ShouldBe("no-referrer");
        One(response, "Content-Security-Policy").ShouldContain("frame-ancestors 'none'");
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    private static async Task<RunningGateway> StartAsync(EdgeSettings settings)
    {
        var gateway = new RunningGateway { Edge = settings };
        await gateway.InitializeAsync();
        return gateway;
    }

    private static string One(HttpResponseMessage response, string header) => response.Headers.GetValues(header).ShouldHaveSingleItem();
}
