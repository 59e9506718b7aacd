using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class ApiKeyRequestsTests : IClassFixture<RunningGateway>
{
    private const string Keys = "/api/auth/keys";

    private readonly RunningGateway _gateway;

    public ApiKeyRequestsTests(RunningGateway gateway)
    {
        _gateway = gateway.Reset();
        _gateway.ApiKeys.Scopes = [ApiKeyScopes.UsersRead];
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("Bearer")]
    [InlineData("X-Api-Key")]
    public async Task Key_EitherHeader_StandsForItsOwner(string how)
    {
        (await Me((how, _gateway.ApiKeys.Text))).ShouldBe(200);

        var caller = _gateway.Users.Last.ShouldBeOfType<Caller>();
        caller.UserId.ShouldBe(FakeUsers.View.Id);
        caller.Roles.ShouldBe(FakeUsers.View.Roles);
    }

    [Fact]
    public async Task Key_ManyRequests_AreOneQuestion()
    {
        for (var i = 0; i < 20; i++) await Me(("Bearer", _gateway.ApiKeys.Text));

        _gateway.ApiKeys.Resolved.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Key_WrongOrMalformedOrTwo_Is401()
    {
        var good = _gateway.ApiKeys.Text;
        (await Me(("Bearer", ApiKeyText.New(RunningGateway.NewId, out _)))).ShouldBe(401);
        (await Me(("Bearer", good[..^1]))).ShouldBe(401);
        (await Me(("Bearer", "crm_"))).ShouldBe(401);
        (await Me(("X-Api-Key", ""))).ShouldBe(401);
        (await Me(("X-Api-Key", RunningGateway.Token()))).ShouldBe(401);
        (await Me(("X-Api-Key", good), ("Bearer", good))).ShouldBe(401);
        (await Me(("X-Api-Key", good), ("Bearer", RunningGateway.Token()))).ShouldBe(401);
        _gateway.Users.Last.ShouldBeNull();
    }

    [Fact]
    public async Task Key_BesideATokenThatIsKnown_IsOneCredentialTooMany()
    {
        var token = RunningGateway.Token();
        (await Me(("Bearer", token))).ShouldBe(200);

        (await Me(("Bearer", token), ("X-Api-Key", _gateway.ApiKeys.Text))).ShouldBe(401);
        (await Me(("Bearer", token), ("Bearer", token))).ShouldBe(401);
        (await Me(("bearer", $" {token} "))).ShouldBe(200);
    }

    [Fact]
    public async Task Key_NotGood_IsAChallenge()
    {
        _gateway.ApiKeys.IsGood = false;
        using var client = new HttpClient { BaseAddress = _gateway.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.ApiKeys.Text);

        using var response = await client.GetAsync(new Uri("/api/auth/me", UriKind.Relative));

        ((int)response.StatusCode).ShouldBe(401);
        response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task Key_NoSilo_Is503AndNot401()
    {
        _gateway.IsUp = false;
        using var client = new HttpClient { BaseAddress = _gateway.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.ApiKeys.Text);

        using var response = await client.GetAsync(new Uri("/api/auth/me", UriKind.Relative));

        ((int)response.StatusCode).ShouldBe(503);
        response.Headers.RetryAfter.ShouldNotBeNull();
        _gateway.IsUp = true;
        (await Me(("Bearer", _gateway.ApiKeys.Text))).ShouldBe(200, "Nothing was remembered.");
    }

    [Fact]
    public async Task AccessToken_Keys_AreNotAskedAbout()
    {
        (await Me(("Bearer", RunningGateway.Token()))).ShouldBe(200);
        (await Me(("Bearer", "x.y.z"))).ShouldBe(401);
        _gateway.ApiKeys.Resolved.ShouldBe(0);
    }

    [Fact]
    public async Task Create_Body_BecomesTheCommandAndTheKeyIsNotToBeKept()
    {
        using var response = await _gateway.Send("POST", Keys, """{"name":"Robot","scopes":["deals:read"],"expiresAt":"2026-12-31T23:00:00+01:00"}""", headers: ("Idempotency-Key", "k"));

        ((int)response.StatusCode).ShouldBe(201);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["key"]).ShouldBe(_gateway.ApiKeys.Text);
        var command = _gateway.ApiKeys.Last.ShouldBeOfType<CreateApiKey>();
        (command.Name, command.ExpiresAt, command.Context.IdempotencyKey).ShouldBe(("Robot", new DateTimeOffset(2026, 12, 31, 22, 0, 0, TimeSpan.Zero), "k"));
        command.Scopes.ShouldBe(["deals:read"]);
    }

    [Fact]
    public async Task List_Keys_AreWithoutSecrets()
    {
        var text = await (await _gateway.Send("GET", Keys)).EnsureSuccessStatusCode().Content.ReadAsStringAsync();

        text.ShouldContain("\"lastUsedAt\":null");
        text.ShouldNotContain("crm_");
    }

    [Fact]
    public async Task Confirm_TooManyAttempts_Is429WithRetryAfter()
    {
        _gateway.ApiKeys.Rejection = new Rejection(RejectionCode.TooManyAttempts, "Too many.") { RetryAfterSeconds = 42 };

        using var response = await _gateway.Send("POST", "/api/auth/telegram/confirm", """{"code":"0123ABCD","chatId":7}""");

        ((int)response.StatusCode).ShouldBe(429);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(42));
    }

    [Fact]
    public async Task Confirm_Body_BecomesTheCommand()
    {
        using var response = await _gateway.Send("POST", "/api/auth/telegram/confirm", """{"code":"0123-abcd","chatId":-1001234567890123,"username":"ann"}""");

        ((int)response.StatusCode).ShouldBe(200);
        var command = _gateway.ApiKeys.Last.ShouldBeOfType<ConfirmTelegram>();
        (command.Code, command.ChatId, command.Username).ShouldBe(("0123-abcd", -1001234567890123, "ann"));
    }

    [Theory]
    [InlineData("POST", Keys, """{"name":"a"}""", 422)]
    [InlineData("POST", Keys, """{"name":"a","scopes":"deals:read"}""", 400)]
    [InlineData("POST", Keys, """{"name":"a","scopes":["deals:read"],"expiresAt":"tomorrow"}""", 400)]
    [InlineData("POST", Keys, """{"name":"a","scopes":["deals:read"],"expiresAt":"2026-12-31T23:00:00"}""", 400)]
    [InlineData("POST", Keys, """{"name":"a","scopes":["deals:read"],"expiresAt":"2026-12-31"}""", 400)]
    [InlineData("POST", Keys, """{"name":"a","scopes":["deals:read"],"ownerId":"x"}""", 400)]
    [InlineData("GET", Keys + "?all=1", null, 400)]
    [InlineData("DELETE", Keys + "/x", null, 404)]
    [InlineData("POST", "/api/auth/telegram/code", """{"x":1}""", 400)]
    [InlineData("POST", "/api/auth/telegram/confirm", """{"code":"0123ABCD"}""", 422)]
    [InlineData("POST", "/api/auth/telegram/confirm", """{"code":"0123ABCD","chatId":"7"}""", 400)]
    public async Task Any_BadRequest_ReachesNoGrain(string method, string path, string? body, int status)
    {
        ((int)(await _gateway.Send(method, path, body)).StatusCode).ShouldBe(status);
        _gateway.ApiKeys.Last.ShouldBeNull();
    }

    private async Task<int> Me(params (string How, string Value)[] credentials)
    {
        using var client = new HttpClient { BaseAddress = _gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        foreach (var (how, value) in credentials)
            request.Headers.TryAddWithoutValidation(how == "X-Api-Key" ? how : "Authorization", how == "X-Api-Key" ? value : $"{how} {value}");
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
