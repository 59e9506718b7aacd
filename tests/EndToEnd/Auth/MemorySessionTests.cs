using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

/// <summary>Without a Redis: sessions are in the memory of a silo, for all gateways.</summary>
[Collection(SystemTests.Name)]
public sealed class MemorySessionTests(SystemFixture fixture)
{
    [Fact]
    public async Task Session_ThroughBothGateways_EndsWithTheSilo()
    {
        var account = Account.New(fixture.System.Gateways[0].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        var body = $$"""{"refreshToken":"{{account.RefreshToken}}"}""";

        var refreshed = await Account.UntilAnsweredAsync(() => fixture.Other.SendAsync(HttpMethod.Post, "/api/auth/refresh", body, "key"));
        var again = await Account.UntilAnsweredAsync(() => fixture.Client.SendAsync(HttpMethod.Post, "/api/auth/refresh", body, "key"));

        ((int)refreshed.Status).ShouldBe(200, refreshed.ToString());
        again.Text.ShouldBe(refreshed.Text);
        fixture.System.AllLines.ShouldContain(static line => line.Contains("Sessions are kept in the memory of one silo", StringComparison.Ordinal));

        await fixture.System.Silos[0].KillAsync();
        fixture.System.Silos[0].Start();
        await fixture.System.UntilReadyAsync();
        var next = $$"""{"refreshToken":"{{refreshed.Json.GetProperty("refreshToken").GetString()}}"}""";
        ((int)(await Account.UntilAnsweredAsync(() => account.PostAsync("refresh", next))).Status).ShouldBe(401);
        ((int)(await Account.UntilAnsweredAsync(account.TryLogInAsync)).Status).ShouldBe(200, "The user is still there.");
    }
}
