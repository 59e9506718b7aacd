using System.Net.Http.Headers;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.TestKit.Running;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class OutdatedTokenTests : IClassFixture<RunningGateway>
{
    private readonly RunningGateway _gateway;

    public OutdatedTokenTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Any_RightsChangedSinceTheTokenWasMade_Is401ThatSaysRefresh()
    {
        var user = new Guid("00000000-0000-7000-8000-0000000000ab");
        var (older, newer) = (Token(user, 3), Token(user, 4));
        ((int)(await GetAsync(older)).StatusCode).ShouldBe(200, "Checked, and remembered as good.");

        _gateway.Rights.Change(user, 4);

        HttpResponseMessage? refused = null;
        await Condition.WaitAsync(async () => (int)(refused = await GetAsync(older)).StatusCode == 401, TimeSpan.FromSeconds(10), static () => "refused");
        refused!.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\", error_description=\"rights have changed; refresh the token\"");
        ((int)(await GetAsync(newer)).StatusCode).ShouldBe(200);
        ((int)(await GetAsync(DevTokenCommand.Sign(RunningGateway.Tokens, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), user, "ROLE_USER"))).StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Any_VersionInATokenForLongerThanAccessTokensAre_Is401()
    {
        var user = new Guid("00000000-0000-7000-8000-0000000000ac");

        ((int)(await GetAsync(Token(user, 3, RunningGateway.Tokens with { AccessTokenLifetime = TimeSpan.FromHours(1) }))).StatusCode).ShouldBe(401);
        ((int)(await GetAsync(Token(user, 3))).StatusCode).ShouldBe(200);
    }

    [Fact]
    public void Create_SignedIn_HasTeamsAndVersion()
    {
        var token = new JsonWebTokenHandler().ReadJsonWebToken(Token(RunningGateway.User, 3));

        token.GetClaim("ver").Value.ShouldBe("3");
        token.Claims.Where(static claim => claim.Type == "teams").Select(static claim => claim.Value).ShouldBe([FakeTeams.View.Id.ToString()]);
    }

    private static string Token(Guid user, long version, TokenSettings? settings = null) => new AccessTokens(settings ?? RunningGateway.Tokens).Create(new SignedIn(
        FakeUsers.View with { Id = user, Version = version }, RunningGateway.NewId, 0, TimeProvider.System.GetUtcNow(), FakeUsers.RefreshToken, FakeUsers.At));

    private async Task<HttpResponseMessage> GetAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _gateway.Client.SendAsync(request);
    }
}
