using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Limiting;
using Crm.Actors.RateLimits;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class RateLimitTests
{
    private const string Deals = "/api/v1/deals";

    [Fact]
    public async Task User_BeyondTheBurst_Is429WithWhatToWaitFor()
    {
        await using var gateway = await StartAsync(new EdgeSettings { PerUser = RateLimit.Parse("1/h;burst=2") });

        var first = await gateway.Send("GET", Deals);
        await gateway.Send("GET", Deals);
        var refused = await gateway.Send("GET", Deals);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        One(first, "RateLimit").ShouldBe("\"user\";r=1;t=3600");
        One(first, "RateLimit-Policy").ShouldBe("\"user\";q=2;w=7200");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        int.Parse(One(refused, "Retry-After")).ShouldBeInRange(3590, 3600);
        One(refused, "RateLimit").ShouldBe($"\"user\";r=0;t={One(refused, "Retry-After")}");
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        ((string?)problem["type"], (int)problem["status"]!).ShouldBe(("urn:crm-actors:problem:too-many-requests", 429));
    }

    [Fact]
    public async Task User_AnotherOne_HasABucketOfItsOwn()
    {
        await using var gateway = await StartAsync(new EdgeSettings { PerUser = RateLimit.Parse("1/h") });
        await gateway.Send("GET", Deals);
        (await gateway.Send("GET", Deals)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        gateway.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningGateway.Token(RunningGateway.NewId));

        (await gateway.Send("GET", Deals)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Address_BeyondTheBurst_Is429BeforeTheTokenIsLookedAtAndHealthStays()
    {
        await using var gateway = await StartAsync(new EdgeSettings { PerAddress = RateLimit.Parse("1/h;burst=2") });
        gateway.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");

        (await gateway.Send("GET", Deals)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await gateway.Send("GET", "/nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gateway.Send("GET", Deals)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await gateway.Send("GET", "/nowhere")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await gateway.Send("GET", "/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.Send("GET", "/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Registrations_BeyondTheBurst_Are429AndTheRestGoesOn()
    {
        await using var gateway = await StartAsync(new EdgeSettings { PerAddress = RateLimit.Parse("100/s"), Registrations = RateLimit.Parse("1/h") });
        const string User = """{"email":"a@example.com","password":"a long password"}""";

        (await gateway.Send("POST", "/api/auth/register", User)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var refused = await gateway.Send("POST", "/api/auth/register", User);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        One(refused, "RateLimit-Policy").ShouldStartWith("\"register\"");
        (await gateway.Send("GET", Deals)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ForwardedFor_OfATrustedProxy_IsTheAddressThatCounts()
    {
        await using var gateway = await StartAsync(new EdgeSettings { PerAddress = RateLimit.Parse("1/h"), TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });

        (await From(gateway, "192.0.2.1")).ShouldBe(HttpStatusCode.OK);
        (await From(gateway, "198.51.100.9, 192.0.2.1")).ShouldBe(HttpStatusCode.TooManyRequests, "What the client wrote itself is not believed.");
        (await From(gateway, "192.0.2.2")).ShouldBe(HttpStatusCode.OK);
        (await From(gateway, "2001:db8:1:2::1")).ShouldBe(HttpStatusCode.OK);
        (await From(gateway, "2001:db8:1:2::2")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task ForwardedFor_OfAnybody_IsNotBelieved()
    {
        await using var gateway = await StartAsync(new EdgeSettings { PerAddress = RateLimit.Parse("1/h") });

        (await From(gateway, "192.0.2.1")).ShouldBe(HttpStatusCode.OK);
        (await From(gateway, "192.0.2.2")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("1/h;burst=3", "1/h;burst=5", 3, "key")]
    [InlineData("1/h;burst=5", "1/h;burst=2", 2, "user")]
    public async Task Key_RequestWithOne_TakesFromItsBucketAndFromItsOwners(string perKey, string perUser, int passes, string refusedBy)
    {
        var limits = new HttpLimits(new EdgeSettings { PerKey = RateLimit.Parse(perKey), PerUser = RateLimit.Parse(perUser) }, TimeProvider.System);
        var passed = 0;
        var middleware = new CallerLimitMiddleware(
            _ =>
            {
                passed++;
                return Task.CompletedTask;
            },
            limits);
        var claims = new ClaimsIdentity([new Claim("sub", RunningGateway.User.ToString()), new Claim(CallerLimitMiddleware.KeyClaim, RunningGateway.NewId.ToString())]);
        var http = new DefaultHttpContext();
        for (var i = 0; i <= passes; i++)
        {
            http = new DefaultHttpContext { User = new ClaimsPrincipal(CallerIdentity.From(claims)!) };
            await middleware.InvokeAsync(http);
        }

        passed.ShouldBe(passes);
        http.Response.StatusCode.ShouldBe(429);
        http.Response.Headers["RateLimit-Policy"].ToString().ShouldStartWith($"\"{refusedBy}\"");
    }

    private static async Task<RunningGateway> StartAsync(EdgeSettings settings)
    {
        var gateway = new RunningGateway { Edge = settings };
        await gateway.InitializeAsync();
        return gateway;
    }

    private static async Task<HttpStatusCode> From(RunningGateway gateway, string forwardedFor) =>
        (await gateway.Send("GET", Deals, headers: ("X-Forwarded-For", forwardedFor))).StatusCode;

    private static string One(HttpResponseMessage response, string header) => response.Headers.GetValues(header).ShouldHaveSingleItem();
}
