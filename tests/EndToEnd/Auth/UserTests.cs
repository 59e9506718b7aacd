using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

[Collection(SystemTests.Name)]
public sealed class UserTests(AuthFixture fixture) : IClassFixture<AuthFixture>
{
    [Fact]
    public async Task Register_AHundredAtOnceWithOneAddress_OneWins()
    {
        var account = Account.New(fixture.System.Gateways[0].Url);
        using var other = new CrmClient(fixture.System.Gateways[1].Url, null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Account.UntilAnsweredAsync(
            () => (i % 2 == 0 ? account.Anonymous : other).SendAsync(
                HttpMethod.Post, "/api/auth/register", $$"""{"email":"{{account.Email}}","password":"{{account.Password}}"}""", $"attempt-{i}"))));

        answers.Count(static answer => (int)answer.Status == 201).ShouldBe(1);
        answers.Count(static answer => (int)answer.Status == 409).ShouldBe(99);
        (await fixture.System.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM auth.users WHERE email_normalized = '{account.Email.ToLowerInvariant()}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Register_RepeatedWithItsKey_GetsTheFirstAnswer()
    {
        var account = await fixture.NewAccountAsync();

        var again = await account.PostAsync("register", $$"""{"email":"{{account.Email}}","password":"{{account.Password}}"}""", "registration");
        var otherName = await account.PostAsync("register", $$"""{"email":"{{account.Email}}","password":"{{account.Password}}","displayName":"B"}""", "registration");
        var otherKey = await account.PostAsync("register", $$"""{"email":"{{account.Email}}","password":"{{account.Password}}"}""", "other");

        ((int)again.Status).ShouldBe(201, again.ToString());
        again.Id.ShouldBe(account.Id);
        again.Json.GetProperty("email").GetString().ShouldBe(account.Email);
        ((int)otherName.Status).ShouldBe(422);
        ((int)otherKey.Status).ShouldBe(409);
    }

    [Theory]
    [InlineData("""{"email":"nobody","password":"long enough for all"}""", "#/email")]
    [InlineData("""{"email":"nobody@example.com","password":"short"}""", "#/password")]
    [InlineData("""{"email":"nobody@example.com","password":"Nobody@example.com"}""", "#/password")]
    [InlineData("""{"email":"nobody@example.com","password":"long enough for all","displayName":" "}""", "#/displayName")]
    public async Task Register_InvalidField_Is422WithThePointer(string body, string pointer)
    {
        using var client = new CrmClient(fixture.System.Gateways[0].Url, null);

        var answer = await client.SendAsync(HttpMethod.Post, "/api/auth/register", body);

        ((int)answer.Status).ShouldBe(422, answer.ToString());
        answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
    }

    [Fact]
    public async Task Disable_User_EndsSessionsAndLogInsUntilEnabled()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync(gateway: 1);

        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/disable", null, "disable")).Status).ShouldBe(200);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401);
        ((int)(await Account.UntilAnsweredAsync(account.TryLogInAsync)).Status).ShouldBe(401);

        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/enable", null)).Status).ShouldBe(200);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401, "The old session stays ended.");
        ((int)(await Account.UntilAnsweredAsync(account.TryLogInAsync)).Status).ShouldBe(200);
    }

    [Fact]
    public async Task Roles_AssignedAndRemoved_CountFromTheNextRefreshOn()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync();
        ((int)(await account.Client.GetAsync("/api/users")).Status).ShouldBe(403);

        var given = await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_ADMIN"}""", "give");
        ((int)given.Status).ShouldBe(200, given.ToString());
        given.Json.GetProperty("roles").EnumerateArray().Select(static role => role.GetString()).ShouldBe(["ROLE_ADMIN", "ROLE_USER"]);
        await account.TryRefreshAsync();
        ((int)(await account.Client.GetAsync("/api/users?limit=1")).Status).ShouldBe(200);

        ((int)(await admin.Client.SendAsync(HttpMethod.Delete, $"/api/users/{account.Id}/roles/ROLE_ADMIN", null)).Status).ShouldBe(200);
        await account.TryRefreshAsync();
        ((int)(await account.Client.GetAsync("/api/users")).Status).ShouldBe(403);
        var repeated = await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_ADMIN"}""", "give");
        repeated.Text.ShouldBe(given.Text, "The first answer, although the role is gone again.");
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_NOBODY"}""")).Status).ShouldBe(422);
    }

    [Fact]
    public async Task Roles_Created_CanBeGiven()
    {
        var admin = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync();
        var name = $"ROLE_{account.Id:N}"[..20].ToUpperInvariant();

        ((int)(await admin.Client.SendAsync(HttpMethod.Post, "/api/roles", $$"""{"name":"{{name}}","description":"For a test"}""")).Status).ShouldBe(201);
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, "/api/roles", $$"""{"name":"{{name}}"}""")).Status).ShouldBe(409);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, "/api/roles", """{"name":"ROLE_MINE"}""")).Status).ShouldBe(403);
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", $$"""{"role":"{{name}}"}""")).Status).ShouldBe(200);

        (await admin.Client.GetAsync("/api/roles")).Text.ShouldContain(name);
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM auth.user_roles WHERE user_id = '{account.Id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Users_OfOthers_DoNotExist()
    {
        var account = await fixture.NewAccountAsync();
        var stranger = await fixture.NewAccountAsync();
        var path = $"/api/users/{stranger.Id}";

        ((int)(await account.Client.GetAsync(path)).Status).ShouldBe(404);
        ((int)(await account.Client.GetAsync($"{path}/sessions")).Status).ShouldBe(404);
        ((int)(await account.Client.SendAsync(HttpMethod.Delete, $"{path}/sessions", null)).Status).ShouldBe(404);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"{path}/disable", null)).Status).ShouldBe(404);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"{path}/roles", """{"role":"ROLE_ADMIN"}""")).Status).ShouldBe(404);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"{path}/password", """{"currentPassword":"x","newPassword":"long enough for all"}""")).Status).ShouldBe(404);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_ADMIN"}""")).Status).ShouldBe(403);
        ((int)(await account.Client.GetAsync($"/api/users/{account.Id}")).Status).ShouldBe(200);
    }

    [Fact]
    public async Task Sessions_ListedAndRevoked_EndOneByOne()
    {
        var account = await fixture.NewAccountAsync();
        var first = account.RefreshToken;
        await account.LogInAsync();
        var path = $"/api/users/{account.Id}/sessions";
        var sessions = (await account.Client.GetAsync(path)).Json.GetProperty("items").EnumerateArray().ToList();
        sessions.Count.ShouldBe(2);

        var older = sessions[1].GetProperty("id").GetString();
        ((int)(await account.Client.SendAsync(HttpMethod.Delete, $"{path}/{older}", null)).Status).ShouldBe(204);
        ((int)(await account.RefreshWithAsync(first)).Status).ShouldBe(401);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(200);

        ((int)(await account.Client.SendAsync(HttpMethod.Delete, path, null)).Status).ShouldBe(204);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401);
    }

    [Fact]
    public async Task ChangePassword_Own_EndsSessionsAndIsSafeToRepeat()
    {
        var account = await fixture.NewAccountAsync();
        var path = $"/api/users/{account.Id}/password";
        var body = $$"""{"currentPassword":"{{account.Password}}","newPassword":"another long password"}""";

        var wrong = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, path, """{"currentPassword":"not it","newPassword":"another long password"}"""));
        ((int)wrong.Status).ShouldBe(422);
        var changed = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, path, body, "change"));

        ((int)changed.Status).ShouldBe(200, changed.ToString());
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401);
        ((int)(await Account.UntilAnsweredAsync(account.TryLogInAsync)).Status).ShouldBe(401);
        account.Password = "another long password";
        ((int)(await Account.UntilAnsweredAsync(account.TryLogInAsync)).Status).ShouldBe(200);
        (await account.Client.SendAsync(HttpMethod.Post, path, body, "change")).Text.ShouldBe(changed.Text);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(200, "The repeated change ends no session that began after it.");
    }

    [Fact]
    public async Task FirstAdministrator_TwoSilos_IsOneAndCannotLockItselfOut()
    {
        var admin = await fixture.AdministratorAsync();
        var me = (await admin.MeAsync()).Json;

        me.GetProperty("roles").EnumerateArray().Select(static role => role.GetString()).ShouldBe(["ROLE_ADMIN", "ROLE_USER"]);
        (await fixture.System.Database.ScalarAsync<long>("SELECT count(*) FROM auth.users WHERE 'ROLE_ADMIN' = ANY(roles) AND email_normalized = 'root@example.com'")).ShouldBe(1);
        var id = me.GetProperty("id").GetString();
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{id}/disable", null)).Status).ShouldBe(409);
        ((int)(await admin.Client.SendAsync(HttpMethod.Delete, $"/api/users/{id}/roles/ROLE_ADMIN", null)).Status).ShouldBe(409);
    }

    [Fact]
    public async Task LogAndAudit_OfAccounts_HaveWhatTheyMay()
    {
        var account = await fixture.NewAccountAsync();
        // An address of its own: how many refusals of one are recorded is bounded.
        account.Anonymous.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.99");
        await Account.UntilAnsweredAsync(() => account.PostAsync("token", $$"""{"email":"{{account.Email}}","password":"not the password"}"""));
        var unknown = $"nobody.{account.Id:N}@example.com";
        await Account.UntilAnsweredAsync(() => account.PostAsync("token", $$"""{"email":"{{unknown}}","password":"not the password"}"""));
        var database = fixture.System.Database;

        (await database.ScalarAsync<long>("SELECT count(*) FROM events.log l WHERE l::text ~* 'example\\.com|argon2'")).ShouldBe(0);
        (await database.ScalarAsync<string>($"SELECT string_agg(action || ' ' || outcome, ', ' ORDER BY id) FROM auth.audit WHERE user_id = '{account.Id}'"))
            .ShouldBe("user.registered ok, session.started ok, session.started unauthenticated");
        (await database.ScalarAsync<string>($"SELECT concat_ws(' ', action, outcome, address, detail) FROM auth.audit WHERE email = '{unknown}'"))
            .ShouldBe("session.started unauthenticated 203.0.113.99 no-such-user");
        fixture.System.AllLines.Where(line => line.Contains(account.Password, StringComparison.Ordinal) || line.Contains(account.RefreshToken, StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
