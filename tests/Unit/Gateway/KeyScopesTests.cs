using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>What API keys may do where.</summary>
public sealed class KeyScopesTests : IClassFixture<RunningGateway>, IDisposable
{
    private readonly RunningGateway _gateway;
    private readonly HttpClient _robot;

    public KeyScopesTests(RunningGateway gateway)
    {
        _gateway = gateway.Reset();
        _robot = new HttpClient { BaseAddress = gateway.Address };
        _robot.DefaultRequestHeaders.Add("X-Api-Key", gateway.ApiKeys.Text);
    }

    public static TheoryData<string, string, string> Needed => new()
    {
        { "GET", "/api/v1/deals", ApiKeyScopes.DealsRead },
        { "GET", "/api/v1/pipelines/00000000-0000-7000-8000-0000000000d1/summary", ApiKeyScopes.DealsRead },
        { "POST", "/api/v1/deals", ApiKeyScopes.DealsWrite },
        { "GET", "/api/v1/deals/stream", ApiKeyScopes.StreamsRead },
        { "GET", "/api/users", ApiKeyScopes.UsersRead },
        { "GET", "/api/auth/me", ApiKeyScopes.UsersRead },
        { "GET", "/api/v1/dead-letters", ApiKeyScopes.Administration },
        { "POST", "/api/auth/telegram/confirm", ApiKeyScopes.TelegramConfirm },
    };

    public void Dispose() => _robot.Dispose();

    [Fact]
    public void Routes_AllOfThem_SayWhatKeysNeed()
    {
        var routes = _gateway.Endpoints.OfType<RouteEndpoint>().ToList();
        routes.Count.ShouldBeGreaterThan(30);
        routes
            .Where(static route => route.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(static route => route.Metadata.GetOrderedMetadata<NeededScope>().Count != 1)
            .Select(static route => route.DisplayName)
            .ShouldBeEmpty("A route names the scope that API keys need with Needs(...), or says NotForKeys().");
        routes.Select(static route => route.Metadata.GetMetadata<NeededScope>()?.Scope).OfType<string>().Distinct().Order(StringComparer.Ordinal).ShouldBe(ApiKeyScopes.All);
    }

    [Theory, MemberData(nameof(Needed))]
    public async Task Key_WithoutTheScope_Is403AndSaysWhich(string method, string path, string scope)
    {
        _gateway.ApiKeys.Scopes = [.. ApiKeyScopes.All.Where(other => other != scope)];

        using var response = await Send(method, path);

        ((int)response.StatusCode).ShouldBe(403);
        response.Headers.WwwAuthenticate.ToString().ShouldBe($"Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
        (await response.Content.ReadAsStringAsync()).ShouldContain("urn:crm-actors:problem:insufficient-scope");
    }

    [Theory, MemberData(nameof(Needed))]
    public async Task Key_WithTheScope_Passes(string method, string path, string scope)
    {
        _gateway.ApiKeys.Scopes = [scope];

        using var response = await Send(method, path);

        ((int)response.StatusCode).ShouldNotBeOneOf(401, 403);
    }

    [Theory]
    [InlineData("POST", "/api/auth/keys")]
    [InlineData("GET", "/api/auth/keys")]
    [InlineData("DELETE", "/api/auth/keys/0190a000-0000-7000-8000-0000000000f1")]
    [InlineData("POST", "/api/roles")]
    [InlineData("POST", "/api/users/00000000-0000-7000-8000-0000000000aa/password")]
    [InlineData("POST", "/api/users/00000000-0000-7000-8000-0000000000aa/roles")]
    [InlineData("POST", "/api/users/00000000-0000-7000-8000-0000000000aa/disable")]
    [InlineData("GET", "/api/users/00000000-0000-7000-8000-0000000000aa/sessions")]
    [InlineData("DELETE", "/api/users/00000000-0000-7000-8000-0000000000aa/sessions")]
    [InlineData("POST", "/api/auth/telegram/code")]
    [InlineData("DELETE", "/api/auth/telegram")]
    public async Task Key_WithAllScopes_IsNotTakenForAccounts(string method, string path)
    {
        _gateway.ApiKeys.Scopes = [.. ApiKeyScopes.All];

        using var response = await Send(method, path);

        ((int)response.StatusCode).ShouldBe(403);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"insufficient_scope\"");
        _gateway.Users.Last.ShouldBeNull();
        _gateway.ApiKeys.Last.ShouldBeNull();
    }

    [Fact]
    public async Task AccessToken_Scopes_DoNotMatter() => (await _gateway.Send("GET", "/api/auth/keys")).EnsureSuccessStatusCode();

    private async Task<HttpResponseMessage> Send(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        return await _robot.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
