using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class AuthRequestsTests : IClassFixture<RunningGateway>
{
    private const string Credentials = """{"email":"ann@example.com","password":"correct horse"}""";
    private const string Token = $$"""{"refreshToken":"{{FakeUsers.RefreshToken}}"}""";

    private readonly RunningGateway _gateway;

    public AuthRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Register_Body_BecomesACommandOfNobodyWithoutAHashOfThePassword()
    {
        using var client = Anonymous();

        var response = await Post(client, "register", """{"email":"ann@example.com","password":"correct horse","displayName":"Ann"}""", "key-1");

        ((int)response.StatusCode).ShouldBe(201);
        response.Headers.Location!.ToString().ShouldBe($"/api/users/{RunningGateway.User}");
        response.Headers.ETag!.Tag.ShouldBe("\"3\"");
        var command = _gateway.Users.Last.ShouldBeOfType<RegisterUser>();
        (command.Email, command.Password, command.DisplayName).ShouldBe(("ann@example.com", "correct horse", "Ann"));
        command.Context.IdempotencyKey.ShouldBe("key-1");
        command.Context.RequestHash.ShouldBe(Guid.Empty);
        command.Context.Caller.UserId.ShouldBe(Guid.Empty);
        command.Context.Caller.Roles.ShouldBeEmpty();
        command.Origin.Address.ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task LogIn_Right_GivesTokensThatNothingKeeps()
    {
        using var client = Anonymous();

        var response = await Post(client, "token", Credentials);

        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        answer.AsObject().Select(member => member.Key).ShouldBe(["accessToken", "tokenType", "expiresIn", "refreshToken", "refreshTokenExpiresAt"]);
        ((int)answer["expiresIn"]!).ShouldBe(900);
        var token = new JsonWebToken((string)answer["accessToken"]!);
        token.Kid.ShouldBe(RunningGateway.Tokens.Keys[0].Id);
        (token.Alg, token.Subject, token.Issuer).ShouldBe(("HS256", RunningGateway.User.ToString(), "crm-actors"));
        token.GetClaim("sid").Value.ShouldBe(RunningGateway.NewId.ToString());
        token.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value).ShouldBe([RoleNames.User]);
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(15));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer["accessToken"]!);
        (await client.GetAsync(new Uri("/api/auth/me", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    [Theory]
    [InlineData(RejectionCode.Unauthenticated, 401)]
    [InlineData(RejectionCode.Overloaded, 503)]
    [InlineData(RejectionCode.Unavailable, 503)]
    public async Task LogIn_Refused_IsAProblem(RejectionCode code, int status)
    {
        using var client = Anonymous();
        _gateway.Users.Rejection = new Rejection(code, "No.");

        var response = await Post(client, "token", Credentials);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        if (status == 401) response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        else response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Register_AddressInUse_Is409WithThePointer()
    {
        using var client = Anonymous();
        _gateway.Users.Rejection = new Rejection(RejectionCode.Taken, "In use.") { Errors = [new FieldError("#/email", "Is in use.")] };

        var response = await Post(client, "register", Credentials);

        ((int)response.StatusCode).ShouldBe(409);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string)problem["type"]!).ShouldBe("urn:crm-actors:problem:taken");
        ((string)problem["errors"]![0]!["pointer"]!).ShouldBe("#/email");
    }

    [Fact]
    public async Task Refresh_WithKey_PassesItOn()
    {
        using var client = Anonymous();

        ((int)(await Post(client, "refresh", Token, "key-2")).StatusCode).ShouldBe(200);

        var command = _gateway.Users.Last.ShouldBeOfType<RefreshSession>();
        (command.RefreshToken, command.IdempotencyKey).ShouldBe((FakeUsers.RefreshToken, "key-2"));
    }

    [Fact]
    public async Task LogOut_Token_Is204()
    {
        using var client = Anonymous();

        ((int)(await Post(client, "logout", Token)).StatusCode).ShouldBe(204);
    }

    [Theory]
    [InlineData("register", """{"email":"a@b.c"}""", 422, "#/password")]
    [InlineData("register", """{"email":"a@b.c","password":"x","roles":["ROLE_ADMIN"]}""", 400, "#/roles")]
    [InlineData("register", """{"email":1,"password":"x"}""", 400, "#/email")]
    [InlineData("token", """{"password":"x"}""", 422, "#/email")]
    [InlineData("token", """{"email":"a@b.c","password":"x","password":"y"}""", 400, "#/password")]
    [InlineData("refresh", "{}", 422, "#/refreshToken")]
    [InlineData("logout", """{"refreshToken":null}""", 422, "#/refreshToken")]
    [InlineData("token", "[]", 400, "#")]
    public async Task Any_BadBody_NamesTheCulprit(string route, string body, int status, string pointer)
    {
        using var client = Anonymous();

        var response = await Post(client, route, body);

        ((int)response.StatusCode).ShouldBe(status);
        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["pointer"]!).ShouldBe(pointer);
        _gateway.Users.Last.ShouldBeNull();
    }

    [Theory]
    [InlineData("GET", "/api/auth/me")]
    [InlineData("GET", "/api/users")]
    [InlineData("GET", "/api/roles")]
    [InlineData("POST", "/api/users/00000000-0000-7000-8000-0000000000aa/disable")]
    [InlineData("DELETE", "/api/users/00000000-0000-7000-8000-0000000000aa/sessions")]
    public async Task Closed_WithoutToken_Is401(string method, string path)
    {
        using var client = Anonymous();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        ((int)(await client.SendAsync(request)).StatusCode).ShouldBe(401);
        _gateway.Users.Last.ShouldBeNull();
    }

    private HttpClient Anonymous() => new() { BaseAddress = _gateway.Address };

    private static Task<HttpResponseMessage> Post(HttpClient client, string route, string body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/auth/{route}") { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }
}
