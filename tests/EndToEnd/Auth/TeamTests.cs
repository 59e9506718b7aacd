using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

[Collection(SystemTests.Name)]
public sealed class TeamTests(AuthFixture fixture) : IClassFixture<AuthFixture>
{
    /// <summary>A gateway asks every second; this is what is promised.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Team_FromCreationToLeaving_IsInTokensListsAndRows()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync(gateway: 1);
        var name = $"Team {account.Id:N}";
        var created = await admin.Client.SendAsync(HttpMethod.Post, "/api/teams", $$"""{"name":"{{name}}"}""", $"team-{account.Id:N}");
        ((int)created.Status).ShouldBe(201, created.ToString());
        var team = $"/api/teams/{created.Id}";
        (await admin.Client.SendAsync(HttpMethod.Post, "/api/teams", $$"""{"name":"{{name}}"}""", $"team-{account.Id:N}")).Text.ShouldBe(created.Text);
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, "/api/teams", $$"""{"name":"{{name.ToUpperInvariant()}}"}""")).Status).ShouldBe(409);
        await NotSeenByAsync(account, team);

        var joined = await admin.Client.SendAsync(HttpMethod.Put, $"{team}/members/{account.Id}", null, $"join-{account.Id:N}");

        ((int)joined.Status).ShouldBe(200, joined.ToString());
        Teams(joined).ShouldBe([created.Id]);
        (await account.TryRefreshAsync()).IsAccepted.ShouldBeTrue();
        new JsonWebTokenHandler().ReadJsonWebToken(account.AccessToken).Claims
            .Where(static claim => claim.Type == "teams").Select(static claim => claim.Value).ShouldBe([created.Id.ToString()]);
        Teams(await account.MeAsync()).ShouldBe([created.Id]);
        (await account.Client.GetAsync("/api/teams")).Json.GetProperty("items").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe(name);
        ((int)(await account.Client.GetAsync(team)).Status).ShouldBe(200);
        var member = (await account.Client.GetAsync($"{team}/members")).Json.GetProperty("items").EnumerateArray().Single();
        (member.GetProperty("id").GetGuid(), member.TryGetProperty("email", out _)).ShouldBe((account.Id, false));
        (await admin.Client.GetAsync($"{team}/members")).Text.ShouldContain(account.Email);
        ((int)(await account.Client.SendAsync(HttpMethod.Patch, team, """{"name":"Mine"}""")).Status).ShouldBe(403);
        ((int)(await account.Client.SendAsync(HttpMethod.Delete, $"{team}/members/{account.Id}", null)).Status).ShouldBe(403);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, "/api/teams", """{"name":"Mine"}""")).Status).ShouldBe(403);

        ((int)(await admin.Client.SendAsync(HttpMethod.Patch, team, $$"""{"name":"{{name}} 2"}""", ifMatch: 1)).Status).ShouldBe(200);
        ((int)(await admin.Client.SendAsync(HttpMethod.Patch, team, """{"name":"x"}""", ifMatch: 1)).Status).ShouldBe(412);
        var left = await admin.Client.SendAsync(HttpMethod.Delete, $"{team}/members/{account.Id}", null);
        Teams(left).ShouldBeEmpty();
        (await account.TryRefreshAsync()).IsAccepted.ShouldBeTrue();
        await NotSeenByAsync(account, team);
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM auth.team_members WHERE user_id = '{account.Id}'")).ShouldBe(0);
        ((int)(await admin.Client.SendAsync(HttpMethod.Put, $"/api/teams/{account.Id}/members/{account.Id}", null)).Status).ShouldBe(404, "No such team.");
        ((int)(await admin.Client.SendAsync(HttpMethod.Put, $"{team}/members/{created.Id}", null)).Status).ShouldBe(404, "No such user.");
    }

    [Fact]
    public async Task Audit_OfAUser_IsListedForAdministratorsOnly()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync();
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_MANAGER"}""")).Status).ShouldBe(200);

        var audit = await admin.Client.GetAsync($"/api/audit?userId={account.Id}");

        ((int)audit.Status).ShouldBe(200, audit.ToString());
        audit.Json.GetProperty("items").EnumerateArray().Select(static entry => entry.GetProperty("action").GetString())
            .ShouldBe(["user.role-assigned", "session.started", "user.registered"]);
        (await account.TryRefreshAsync()).IsAccepted.ShouldBeTrue();
        ((int)(await account.Client.GetAsync("/api/audit")).Status).ShouldBe(403);
    }

    [Fact]
    public async Task Role_Removed_OlderTokensAreRefusedByBothGatewaysAndStreamsEnd()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync();
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_MANAGER"}""")).Status).ShouldBe(200);
        (await account.TryRefreshAsync()).IsAccepted.ShouldBeTrue();
        using var other = new CrmClient(fixture.System.Gateways[1].Url, account.AccessToken);
        var meanwhile = fixture.System.Token;
        using var stream = await other.Http.GetAsync("/api/v1/deals/stream", HttpCompletionOption.ResponseHeadersRead);
        ((int)stream.StatusCode).ShouldBe(200);
        var ended = ReadToEndAsync(stream);
        await Task.WhenAny(ended, account.MeAsync());
        ended.IsCompleted.ShouldBeFalse();

        ((int)(await admin.Client.SendAsync(HttpMethod.Delete, $"/api/users/{account.Id}/roles/ROLE_MANAGER", null)).Status).ShouldBe(200);

        await Condition.WaitAsync(async () => (int)(await account.MeAsync()).Status == 401, Soon, static () => "refused by the first gateway");
        await Condition.WaitAsync(async () => (int)(await other.GetAsync("/api/auth/me")).Status == 401, Soon, static () => "refused by the second gateway");
        await ended.WaitAsync(Soon);
        (await account.TryRefreshAsync()).IsAccepted.ShouldBeTrue("The session goes on.");
        ((int)(await account.MeAsync()).Status).ShouldBe(200);
        using var development = new CrmClient(fixture.System.Gateways[0].Url, meanwhile);
        ((int)(await development.GetAsync("/api/v1/deals?limit=1")).Status).ShouldBe(200);
    }

    [Fact]
    public async Task LastAdministrators_RemoveEachOther_OneStays()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync(gateway: 1);
        var adminId = (await admin.MeAsync()).Id;
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_ADMIN"}""")).Status).ShouldBe(200);
        (await account.TryRefreshAsync()).IsAccepted.ShouldBeTrue();

        var answers = await Task.WhenAll(
            admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/disable", null),
            account.Client.SendAsync(HttpMethod.Post, $"/api/users/{adminId}/disable", null));

        answers.Select(static answer => (int)answer.Status).Order().ShouldBe([200, 409]);
        answers.Single(static answer => (int)answer.Status == 409).Text.ShouldContain("At least one administrator");
        var (left, gone) = (int)answers[0].Status == 200 ? (admin, account.Id) : (account, adminId);
        ((int)(await left.Client.SendAsync(HttpMethod.Post, $"/api/users/{gone}/enable", null)).Status).ShouldBe(200);
    }

    private static async Task NotSeenByAsync(Account account, string team)
    {
        ((int)(await account.Client.GetAsync(team)).Status).ShouldBe(404);
        ((int)(await account.Client.GetAsync($"{team}/members")).Status).ShouldBe(404);
        ((int)(await account.Client.SendAsync(HttpMethod.Patch, team, """{"name":"Mine"}""")).Status).ShouldBe(404);
        ((int)(await account.Client.SendAsync(HttpMethod.Put, $"{team}/members/{account.Id}", null)).Status).ShouldBe(404);
        (await account.Client.GetAsync("/api/teams")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static async Task ReadToEndAsync(HttpResponseMessage stream)
    {
        await using var body = await stream.Content.ReadAsStreamAsync();
        await body.CopyToAsync(Stream.Null);
    }

    private static IEnumerable<Guid> Teams(Answer answer) => answer.Json.GetProperty("teams").EnumerateArray().Select(static team => team.GetGuid());
}
