using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

/// <summary>API keys from their making to their end, through two gateways and two silos.</summary>
[Collection(SystemTests.Name)]
public sealed class ApiKeyTests(AuthFixture fixture) : IClassFixture<AuthFixture>
{
    /// <summary>What is promised to whoever revokes a key or disables its owner.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Key_FromMakingToRevocation_DoesWhatItsScopesSay()
    {
        var account = await fixture.NewAccountAsync();
        var (id, text) = await CreateAsync(account, "deals:read", "deals:write");
        using var robot = new CrmClient(fixture.System.Gateways[1].Url, text);

        ((int)(await robot.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"By a robot"}""", "robot-1")).Status).ShouldBe(201);
        ((int)(await robot.GetAsync("/api/v1/deals")).Status).ShouldBe(200);
        ((int)(await robot.GetAsync("/api/auth/me")).Status).ShouldBe(403);
        ((int)(await robot.GetAsync("/api/auth/keys")).Status).ShouldBe(403);
        ((int)(await robot.GetAsync("/api/v1/deals/stream")).Status).ShouldBe(403);

        var again = await account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"By a robot"}""", "robot-1");
        ((int)again.Status).ShouldBe(201, "An Idempotency-Key of a key is its owner's.");
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM crm.deals WHERE owner_id = '{account.Id}'")).ShouldBe(1);
        await Condition.WaitAsync(
            async () => (await ListAsync(account)).Single().GetProperty("lastUsedAt").GetString() is not null, TimeSpan.FromSeconds(30), static () => "a last use");

        ((int)(await account.Client.SendAsync(HttpMethod.Delete, $"/api/auth/keys/{id}", null)).Status).ShouldBe(204);
        await UntilRefusedAsync(robot, Soon);
        (await ListAsync(account)).ShouldBeEmpty();
        (await fixture.System.Database.ScalarAsync<string>(
            $"SELECT string_agg(DISTINCT action || ' ' || outcome, ', ' ORDER BY action || ' ' || outcome) FROM auth.audit WHERE user_id = '{account.Id}' AND action LIKE 'api-key.%'"))
            .ShouldBe("api-key.created ok, api-key.refused unauthenticated, api-key.revoked ok");
        var secret = text[40..80];
        fixture.System.AllLines.Where(line => line.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM events.log l WHERE l::text LIKE '%{secret}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Create_RepeatedWithItsIdempotencyKey_IsTheSameKeyWithoutItsText()
    {
        var account = await fixture.NewAccountAsync();
        const string Body = """{"name":"Robot","scopes":["deals:read"]}""";

        var first = await account.Client.SendAsync(HttpMethod.Post, "/api/auth/keys", Body, "make");
        var again = await account.Client.SendAsync(HttpMethod.Post, "/api/auth/keys", Body, "make");

        ((int)again.Status).ShouldBe(201);
        again.Id.ShouldBe(first.Id);
        first.Json.GetProperty("key").GetString().ShouldNotBeNull();
        again.Json.GetProperty("key").GetString().ShouldBeNull();
        (await ListAsync(account)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Owner_Disabled_KeyIsRefusedAndGoodAgainWhenEnabled()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync();
        var (_, text) = await CreateAsync(account, "deals:read");
        using var robot = new CrmClient(fixture.System.Gateways[0].Url, text);
        ((int)(await robot.GetAsync("/api/v1/deals")).Status).ShouldBe(200);

        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/disable", null)).Status).ShouldBe(200);
        await UntilRefusedAsync(robot, Soon);

        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/enable", null)).Status).ShouldBe(200);
        await Condition.WaitAsync(async () => (await robot.GetAsync("/api/v1/deals")).IsAccepted, Soon, static () => "the key is good again");
    }

    [Fact]
    public async Task Owner_GivenARole_TheKeyHasItAtOnce()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync();
        var (_, text) = await CreateAsync(account, "users:read");
        using var robot = new CrmClient(fixture.System.Gateways[0].Url, text);
        ((int)(await robot.GetAsync("/api/users")).Status).ShouldBe(403, "The owner may not list users.");
        ((int)(await account.Client.SendAsync(HttpMethod.Post, "/api/auth/keys", """{"name":"x","scopes":["admin"]}""")).Status).ShouldBe(422);

        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_ADMIN"}""")).Status).ShouldBe(200);

        await Condition.WaitAsync(async () => (await robot.GetAsync("/api/users")).IsAccepted, Soon, static () => "the key has the new role");
    }

    [Fact]
    public async Task Keys_OfOthers_AreForAdministrators()
    {
        var admin = await fixture.AdministratorAsync();
        var (account, stranger) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync());
        var (id, text) = await CreateAsync(account, "deals:read");

        ((int)(await stranger.Client.SendAsync(HttpMethod.Delete, $"/api/auth/keys/{id}", null)).Status).ShouldBe(404);
        (await ListAsync(stranger)).ShouldBeEmpty();
        ((int)(await admin.Client.SendAsync(HttpMethod.Delete, $"/api/auth/keys/{id}", null)).Status).ShouldBe(204);

        using var robot = new CrmClient(fixture.System.Gateways[0].Url, text);
        await UntilRefusedAsync(robot, Soon);
    }

    [Fact]
    public async Task Stream_OfAKeyThatIsRevoked_Ends()
    {
        var account = await fixture.NewAccountAsync();
        var (id, text) = await CreateAsync(account, "streams:read");
        using var robot = new CrmClient(fixture.System.Gateways[0].Url, text);
        using var response = await robot.Http.GetAsync(new Uri("/api/v1/deals/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBe(200);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldNotBeNull();

        ((int)(await account.Client.SendAsync(HttpMethod.Delete, $"/api/auth/keys/{id}", null)).Status).ShouldBe(204);

        await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<(Guid Id, string Text)> CreateAsync(Account account, params string[] scopes)
    {
        var names = string.Join(',', scopes.Select(static scope => $"\"{scope}\""));
        var answer = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, "/api/auth/keys", $$"""{"name":"Robot","scopes":[{{names}}]}"""));
        ((int)answer.Status).ShouldBe(201, answer.ToString());
        return (answer.Id, answer.Json.GetProperty("key").GetString()!);
    }

    private static async Task<List<System.Text.Json.JsonElement>> ListAsync(Account account) =>
        [.. (await account.Client.GetAsync("/api/auth/keys")).Json.GetProperty("items").EnumerateArray()];

    private static Task UntilRefusedAsync(CrmClient robot, TimeSpan patience) => Condition.WaitAsync(
        async () => (int)(await robot.GetAsync("/api/v1/deals")).Status == 401, patience, static () => "the key is refused");
}
