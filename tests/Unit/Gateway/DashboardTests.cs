using System.Net;
using System.Text.RegularExpressions;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Orleans' dashboard, all of it, is for administrators alone; its cookie is good for nothing else.</summary>
public sealed partial class DashboardTests : IAsyncLifetime
{
    private const string Page = "/dashboard/";
    private const string Session = "/dashboard/session";

    private readonly RunningGateway _gateway = new() { HasDashboard = true };
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private static string Administrator =>
        DevTokenCommand.Sign(RunningGateway.Tokens, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), RunningGateway.User, RoleNames.Administrator);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Routes_AllOfThem_AreForAdministratorsAlone()
    {
        var routes = _gateway.Endpoints.OfType<RouteEndpoint>().Where(static route => route.RoutePattern.RawText?.StartsWith("/dashboard", StringComparison.Ordinal) == true).ToList();
        routes.Count.ShouldBeGreaterThan(15);
        routes.Where(static route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(static route => route.RoutePattern.RawText)
            .ShouldBe(["/dashboard/sign-in", "/dashboard/sign-in.js"], ignoreOrder: true);

        foreach (var route in routes.Where(static route => route.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var (method, path) = (route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single(), Parameter().Replace(route.RoutePattern.RawText!, "1"));
            (await StatusAsync(method, path)).ShouldBe(HttpStatusCode.Unauthorized, path);
            (await StatusAsync(method, path, RunningGateway.Token())).ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", HttpStatusCode.Redirect)]
    [InlineData("application/json", HttpStatusCode.Unauthorized)]
    [InlineData("text/html;;", HttpStatusCode.Unauthorized)]
    public async Task Page_ForNobody_SendsABrowserToTheSignIn(string accept, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gateway.Address, Page));
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(expected);
        answer.Headers.Location?.OriginalString.ShouldBe("/dashboard/sign-in");
    }

    [Fact]
    public async Task Page_WithASessionThatHasEnded_ForgetsItAndSendsToTheSignIn()
    {
        var name = (await BeginAsync()).Split('=')[0];
        var ended = DevTokenCommand.Sign(RunningGateway.Tokens, TimeProvider.System.GetUtcNow().AddHours(-2), TimeSpan.FromHours(1), RunningGateway.User, RoleNames.Administrator);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_gateway.Address, Page)) { Headers = { { "Accept", "text/html" }, { "Cookie", $"{name}={ended}" } } };

        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location?.OriginalString.ShouldBe("/dashboard/sign-in");
        answer.Headers.GetValues("Set-Cookie").Single().ShouldStartWith($"{name}=; expires=Thu, 01 Jan 1970");
    }

    [Fact]
    public async Task Administrator_SeesThePageButNoStateAndNoLog()
    {
        (await StatusAsync("GET", Page, Administrator)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("GET", "/dashboard/version", Administrator)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("GET", "/dashboard/GrainState?grainId=1&grainType=1", Administrator)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("GET", "/dashboard/Trace", Administrator)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Session_OfAnAdministrator_IsGoodForLookingAtTheDashboardAlone()
    {
        var cookie = await BeginAsync();

        foreach (var attribute in new[] { "path=/dashboard", "samesite=strict", "httponly" })
            cookie.ShouldContain(attribute, Case.Insensitive);
        cookie.ShouldNotContain("expires", Case.Insensitive);
        var pair = cookie.Split(';')[0];
        (await StatusAsync("GET", Page, cookie: pair)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("POST", Session, cookie: pair)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("GET", "/api/v1/deals", cookie: pair)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("GET", Page, RunningGateway.Token(), pair)).ShouldBe(HttpStatusCode.Forbidden, "Who sends a token is who it says.");
    }

    [Fact]
    public async Task Session_OfNobodyOrAUser_IsNone()
    {
        var name = (await BeginAsync()).Split('=')[0];

        (await StatusAsync("GET", Page, cookie: $"{name}={RunningGateway.Token()}")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync("GET", Page, cookie: $"{name}=x")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("GET", Page, cookie: $"{name}=")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("GET", Page, cookie: $"other={Administrator}")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Page_OfTheDashboard_RunsWhatComesFromHere()
    {
        foreach (var path in new[] { Page, "/dashboard/sign-in" })
        {
            using var answer = await SendAsync("GET", path, Administrator, null);

            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self';");
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script>");
        }
    }

    private async Task<string> BeginAsync()
    {
        using var begun = await SendAsync("POST", Session, Administrator, null);
        begun.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return begun.Headers.GetValues("Set-Cookie").Single();
    }

    private async Task<HttpStatusCode> StatusAsync(string method, string path, string? token = null, string? cookie = null)
    {
        using var answer = await SendAsync(method, path, token, cookie);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? token, string? cookie)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_gateway.Address, path));
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await _http.SendAsync(request);
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
