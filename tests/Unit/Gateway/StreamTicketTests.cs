using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class StreamTicketTests : IClassFixture<RunningGateway>
{
    private static readonly string OneDeal = $"/api/v1/deals/{FakeDeal.Sample.Id}/stream";

    private readonly RunningGateway _gateway;

    public StreamTicketTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Issue_Token_GivesATicketForAllThatTheTokenSays()
    {
        var response = await _gateway.Send("POST", "/api/auth/stream-ticket", "{}");

        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        answer.AsObject().Select(member => member.Key).ShouldBe(["ticket", "expiresIn"]);
        ((string)answer["ticket"]!).Length.ShouldBe(43);
        ((int)answer["expiresIn"]!).ShouldBe(30);
        var claims = _gateway.Tickets.Holder!.Claims;
        claims.Select(claim => claim.Type).ShouldBe(["sub", "roles", "aud", "exp", "iss", "iat", "nbf"], ignoreOrder: true);
        claims.Single(claim => claim.Type == "sub").Value.ShouldBe(RunningGateway.User.ToString());
        claims.ShouldNotContain(claim => claim.Value.Contains("eyJ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/deals/stream")]
    [InlineData("/api/v1/tasks/stream")]
    [InlineData("/api/v1/notifications/stream")]
    [InlineData(null)]
    public async Task Stream_Ticket_OpensItOnceForItsHolder(string? path)
    {
        using var client = Anonymous();
        var ticket = await TicketAsync();

        using var first = await OpenAsync(client, $"{path ?? OneDeal}?ticket={ticket}&types=deal.*");
        using var second = await OpenAsync(client, $"{path ?? OneDeal}?ticket={ticket}");

        ((int)first.StatusCode).ShouldBe(200);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        first.Headers.CacheControl!.NoStore.ShouldBeTrue();
        first.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        if (path is null)
        {
            var caller = _gateway.Deal.Received.ShouldBeOfType<Caller>();
            (caller.UserId, caller.Locale, caller.TraceParent).ShouldBe((RunningGateway.User, "en", null));
            caller.Roles.ShouldBe(["ROLE_MANAGER"]);
        }

        await ShouldBeRefused(second, 401, "urn:crm-actors:problem:credentials-refused");
        second.Headers.CacheControl!.NoStore.ShouldBeTrue();
        second.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
    }

    [Theory]
    [InlineData("?ticket=")]
    [InlineData("?ticket=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("?ticket=a&ticket=b")]
    [InlineData("?ticket")]
    public async Task Stream_WrongTicket_Is401(string query)
    {
        using var client = Anonymous();

        using var response = await OpenAsync(client, "/api/v1/deals/stream" + query);

        await ShouldBeRefused(response, 401, "urn:crm-actors:problem:credentials-refused");
    }

    [Fact]
    public async Task Stream_NeitherTokenNorTicket_Is401()
    {
        using var client = Anonymous();

        using var response = await OpenAsync(client, "/api/v1/deals/stream");

        await ShouldBeRefused(response, 401, "urn:crm-actors:problem:unauthorized");
    }

    [Fact]
    public async Task Stream_TokenAndTicket_Is400AndUsesNoTicketUp()
    {
        var ticket = await TicketAsync();

        using var response = await OpenAsync(_gateway.Client, $"/api/v1/deals/stream?ticket={ticket}");

        await ShouldBeRefused(response, 400, "urn:crm-actors:problem:malformed-request");
        _gateway.Tickets.Redeemed.ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/v1/deals")]
    [InlineData("/api/auth/me")]
    [InlineData("/api/v1/pipelines/00000000-0000-7000-8000-0000000000d1/summary")]
    public async Task OtherRoutes_Ticket_IsNoWayInAndAnUnknownParameter(string path)
    {
        using var client = Anonymous();
        var ticket = await TicketAsync();

        using var anonymous = await OpenAsync(client, $"{path}?ticket={ticket}");
        using var known = await OpenAsync(_gateway.Client, $"{path}?ticket={ticket}");

        ((int)anonymous.StatusCode).ShouldBe(401);
        await ShouldBeRefused(known, 400, "urn:crm-actors:problem:malformed-request");
        _gateway.Tickets.Redeemed.ShouldBe(0);
    }

    [Fact]
    public async Task Issue_TicketInsteadOfToken_Is401()
    {
        using var client = Anonymous();

        using var response = await client.PostAsync(new Uri($"/api/auth/stream-ticket?ticket={await TicketAsync()}", UriKind.Relative), null);

        ((int)response.StatusCode).ShouldBe(401);
        _gateway.Tickets.Redeemed.ShouldBe(0);
    }

    [Theory]
    [InlineData(-31, 401)]
    [InlineData(-29, 200)]
    public async Task Stream_TokenOfTheTicketIsOver_IsRefusedAsTheTokenWouldBe(int seconds, int status)
    {
        using var client = Anonymous();
        var expiry = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();
        var holder = new TicketHolder([new("sub", RunningGateway.User.ToString(), "string"), new("exp", $"{expiry}", "integer")]);
        var ticket = (await _gateway.Tickets.Issue(new(holder))).Value!.Text;

        using var response = await OpenAsync(client, $"/api/v1/deals/stream?ticket={ticket}");

        ((int)response.StatusCode).ShouldBe(status);
        if (status == 200) (await response.Content.ReadAsStringAsync()).ShouldContain("id: e1-0", customMessage: "It ends at once.");
    }

    [Fact]
    public async Task Stream_RightsChangedSinceTheTicketWasMade_Is401()
    {
        using var client = Anonymous();
        var user = new Guid("00000000-0000-7000-8000-0000000000ad");
        var token = new AccessTokens(RunningGateway.Tokens).Create(new SignedIn(
            FakeUsers.View with { Id = user, Version = 3 }, RunningGateway.NewId, 0, TimeProvider.System.GetUtcNow(), FakeUsers.RefreshToken, FakeUsers.At));
        using var bearer = Anonymous();
        bearer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var (before, after) = (await TicketAsync(bearer), await TicketAsync(bearer));
        using var open = await OpenAsync(client, $"/api/v1/deals/stream?ticket={before}");

        _gateway.Rights.Change(user, 4);

        // The stream that is open ends with the change, so it is known by then.
        await open.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(10));
        using var refused = await OpenAsync(client, $"/api/v1/deals/stream?ticket={after}");
        await ShouldBeRefused(refused, 401, "urn:crm-actors:problem:credentials-refused");
    }

    [Fact]
    public async Task Any_TicketsAreAway_Is503()
    {
        using var client = Anonymous();
        var ticket = await TicketAsync();
        _gateway.Tickets.Rejection = new Rejection(RejectionCode.Unavailable, "Away.");

        using var issued = await _gateway.Send("POST", "/api/auth/stream-ticket");
        using var opened = await OpenAsync(client, $"/api/v1/deals/stream?ticket={ticket}");

        foreach (var response in new[] { issued, opened })
        {
            ((int)response.StatusCode).ShouldBe(503);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("""{"roles":["ROLE_ADMIN"]}""", 400)]
    [InlineData("[]", 400)]
    public async Task Issue_AnyMember_IsRefused(string body, int status)
    {
        using var response = await _gateway.Send("POST", "/api/auth/stream-ticket", body);

        ((int)response.StatusCode).ShouldBe(status);
        _gateway.Tickets.Holder.ShouldBeNull();
    }

    [Fact]
    public async Task Stream_ForeignDeal_Is404()
    {
        using var client = Anonymous();
        _gateway.Deal.Answer = new CommandResult<DealView>(null, 0, new Rejection(RejectionCode.NotFound, "There is no such deal."));

        using var response = await OpenAsync(client, $"{OneDeal}?ticket={await TicketAsync()}");

        await ShouldBeRefused(response, 404, "urn:crm-actors:problem:not-found");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    private static async Task ShouldBeRefused(HttpResponseMessage response, int status, string type)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]!).ShouldBe(type);
    }

    private Task<string> TicketAsync() => TicketAsync(_gateway.Client);

    private static async Task<string> TicketAsync(HttpClient client)
    {
        using var response = await client.PostAsync(new Uri("/api/auth/stream-ticket", UriKind.Relative), null);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["ticket"]!;
    }

    private HttpClient Anonymous() => new() { BaseAddress = _gateway.Address };
}
