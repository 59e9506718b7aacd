using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

[Collection(SystemTests.Name)]
public sealed class SessionTests(AuthFixture fixture) : IClassFixture<AuthFixture>
{
    [Fact]
    public async Task Session_FromRegistrationToLogOut_WorksThroughEitherGateway()
    {
        var account = await fixture.NewAccountAsync();
        var me = await account.MeAsync();
        ((int)me.Status).ShouldBe(200, me.ToString());
        (me.Id, me.Json.GetProperty("email").GetString()).ShouldBe((account.Id, account.Email));
        me.Json.GetProperty("roles").EnumerateArray().Select(static role => role.GetString()).ShouldBe(["ROLE_USER"]);

        var first = account.RefreshToken;
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(200);
        account.RefreshToken.ShouldNotBe(first);
        ((int)(await account.MeAsync()).Status).ShouldBe(200);

        using var other = new CrmClient(fixture.System.Gateways[1].Url, account.AccessToken);
        ((int)(await other.GetAsync("/api/auth/me")).Status).ShouldBe(200);

        ((int)(await account.PostAsync("logout", $$"""{"refreshToken":"{{account.RefreshToken}}"}""")).Status).ShouldBe(204);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401);
        ((int)(await account.PostAsync("logout", $$"""{"refreshToken":"{{account.RefreshToken}}"}""")).Status).ShouldBe(204);
        ((int)(await account.MeAsync()).Status).ShouldBe(200, "Access tokens are good until they expire.");
    }

    [Fact]
    public async Task LogIn_WrongPasswordOrUnknownAddress_IsTheSame401()
    {
        var account = await fixture.NewAccountAsync();

        var wrong = await Account.UntilAnsweredAsync(() => account.PostAsync("token", $$"""{"email":"{{account.Email}}","password":"not the password"}"""));
        var unknown = await Account.UntilAnsweredAsync(() => account.PostAsync("token", """{"email":"nobody@example.com","password":"not the password"}"""));

        ((int)wrong.Status).ShouldBe(401);
        ((int)unknown.Status).ShouldBe(401);
        WithoutTrace(wrong).ShouldBe(WithoutTrace(unknown));
    }

    [Fact]
    public async Task LogIn_AddressInOtherCase_IsTheSameUser()
    {
        var account = await fixture.NewAccountAsync();

        var answer = await Account.UntilAnsweredAsync(() => account.PostAsync("token", $$"""{"email":"{{account.Email.ToUpperInvariant()}}","password":"{{account.Password}}"}"""));

        ((int)answer.Status).ShouldBe(200);
    }

    [Fact]
    public async Task Refresh_RepeatedWithItsKey_GetsTheSameAnswer()
    {
        var account = await fixture.NewAccountAsync();
        var token = account.RefreshToken;

        var first = await account.RefreshWithAsync(token, "lost-answer");
        var again = await account.RefreshWithAsync(token, "lost-answer");
        var stranger = await account.RefreshWithAsync(token, "another-key");

        ((int)first.Status).ShouldBe(200);
        again.Text.ShouldBe(first.Text);
        ((int)stranger.Status).ShouldBe(401);
        ((int)(await account.RefreshWithAsync(first.Json.GetProperty("refreshToken").GetString()!)).Status).ShouldBe(200, "Nothing was revoked.");
    }

    [Fact]
    public async Task Refresh_AHundredAtOnce_OneWins()
    {
        var account = await fixture.NewAccountAsync();
        using var other = new CrmClient(fixture.System.Gateways[1].Url, null);
        var body = $$"""{"refreshToken":"{{account.RefreshToken}}"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Account.UntilAnsweredAsync(
            () => (i % 2 == 0 ? account.Anonymous : other).SendAsync(HttpMethod.Post, "/api/auth/refresh", body))));

        answers.Count(static answer => (int)answer.Status == 200).ShouldBe(1);
        answers.Count(static answer => (int)answer.Status == 401).ShouldBe(99);
        var winner = answers.Single(static answer => answer.IsAccepted).Json.GetProperty("refreshToken").GetString()!;
        ((int)(await account.RefreshWithAsync(winner)).Status).ShouldBe(200, "The others did not end the session.");
    }

    [Fact]
    public async Task Refresh_UsedTokenLater_EndsTheSession()
    {
        var account = await fixture.NewAccountAsync();
        var used = account.RefreshToken;
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(200);

        // Within ten seconds it is refused and nothing else happens; then it ends the session.
        await Condition.WaitAsync(
            async () =>
            {
                var answer = await Account.UntilAnsweredAsync(() => account.RefreshWithAsync(used));
                ((int)answer.Status).ShouldBe(401, answer.ToString());
                return (await account.Client.GetAsync($"/api/users/{account.Id}/sessions")).Json.GetProperty("items").GetArrayLength() == 0;
            },
            TimeSpan.FromSeconds(30),
            static () => "the session ended");

        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401, "Its newest token is refused, too.");
        (await fixture.System.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM auth.audit WHERE action = 'session.token-reused' AND user_id = '{account.Id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Restart_OfSilosAndGateways_KeepsSessions()
    {
        var account = await fixture.NewAccountAsync();
        foreach (var silo in fixture.System.Silos)
            await silo.KillAsync();
        foreach (var gateway in fixture.System.Gateways)
            await gateway.KillAsync();
        foreach (var silo in fixture.System.Silos)
            silo.Start();
        foreach (var gateway in fixture.System.Gateways)
            gateway.Start();
        await fixture.System.UntilReadyAsync();

        // A refresh whose answer is lost can be repeated for a while only, so whatever is slow after the start is not left to it.
        ((int)(await Account.UntilAnsweredAsync(account.MeAsync)).Status).ShouldBe(200);
        var refreshed = await Account.UntilAnsweredAsync(() => account.TryRefreshAsync("after-the-restart"));

        ((int)refreshed.Status).ShouldBe(200, refreshed.ToString());
        ((int)(await account.MeAsync()).Status).ShouldBe(200);
        await UntilEverySiloServesSessionsAsync(account);
    }

    [Fact]
    public async Task Redis_Killed_LogInsAndRefreshesAre503AndAccessTokensGoOn()
    {
        var account = await fixture.NewAccountAsync();
        var redis = fixture.System.Redis!;
        await redis.KillAsync();
        try
        {
            foreach (var answer in new[] { await account.TryRefreshAsync(), await account.TryLogInAsync() })
            {
                ((int)answer.Status).ShouldBe(503, answer.ToString());
                answer.RetryAfter.ShouldNotBeNull();
            }

            ((int)(await account.MeAsync()).Status).ShouldBe(200);
            ((int)(await account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"While Redis is away"}""")).Status).ShouldBe(201);
        }
        finally
        {
            await redis.StartAsync();
        }

        ((int)(await Account.UntilAnsweredAsync(account.TryLogInAsync)).Status).ShouldBe(200);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(200);
        await UntilEverySiloServesSessionsAsync(account);
    }

    /// <summary>Each silo comes back to Redis in its own time, and whichever a gateway picks serves: twenty in a row are all of them.</summary>
    private static Task UntilEverySiloServesSessionsAsync(Account account) => Condition.WaitAsync(
        async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                if (await account.TryRefreshAsync() is { IsAccepted: false })
                {
                    await Account.UntilAnsweredAsync(account.TryLogInAsync);
                    return false;
                }
            }

            return true;
        },
        TimeSpan.FromMinutes(1),
        static () => "twenty refreshes in a row");

    private static string WithoutTrace(Answer answer) => answer.Text.Split("\"traceId\"")[0];
}
