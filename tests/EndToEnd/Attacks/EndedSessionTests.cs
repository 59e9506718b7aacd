using System.Buffers.Text;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>
/// What an access token is still good for when its session has ended: reading and writing until it expires, at most its lifetime and the 30 s
/// that clocks may differ by. That used refresh tokens end their session is in <c>SessionTests</c>. Waits nearly all the time, so it has a system
/// of its own, beside others.
/// </summary>
public sealed class EndedSessionTests(AttackFixture fixture, ITestOutputHelper output) : IClassFixture<AttackFixture>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>For the test machine, which may look late.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Token_AfterLogOutAndAfterDisable_IsRefusedWithinItsLifetime()
    {
        var admin = await fixture.AdministratorAsync();
        var loggedOut = await fixture.NewAccountAsync(fixture.Keyed.Url);
        var disabled = await fixture.NewAccountAsync(fixture.Keyed.Url);

        ((int)(await loggedOut.PostAsync("logout", $$"""{"refreshToken":"{{loggedOut.RefreshToken}}"}""")).Status).ShouldBe(204);
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{disabled.Id}/disable", null)).Status).ShouldBe(200);

        await Task.WhenAll(CheckAsync(loggedOut), CheckAsync(disabled));
        ((int)(await Account.UntilAnsweredAsync(disabled.TryLogInAsync)).Status).ShouldBe(401);
        ((int)(await Account.UntilAnsweredAsync(loggedOut.TryLogInAsync)).Status).ShouldBe(200);
    }

    private async Task CheckAsync(Account account)
    {
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401, "No new tokens from the first moment on.");
        var (issued, expires) = TimesOf(account.AccessToken);
        (expires - issued).ShouldBe(Lifetime);

        await Condition.WaitAsync(async () => (int)(await account.MeAsync()).Status == 401, Lifetime + ClockSkew + Slack, static () => "the access token refused");
        var refusedAt = TimeProvider.System.GetUtcNow();

        output.WriteLine($"Refused {(refusedAt - expires).TotalSeconds:0.0} s after it expired");
        refusedAt.ShouldBeLessThan(expires + ClockSkew + Slack);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"too late"}""")).Status).ShouldBe(401);
        ((int)(await account.TryRefreshAsync()).Status).ShouldBe(401);
    }

    private static (DateTimeOffset Issued, DateTimeOffset Expires) TimesOf(string token)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return (At("iat"), At("exp"));

        DateTimeOffset At(string name) => DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty(name).GetInt64());
    }
}
