using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Auth;

public sealed class RefreshesTests
{
    [Fact]
    public async Task RefreshAsync_Token_GivesTheNextOne()
    {
        using var accounts = new FakeAccounts();
        var first = await accounts.SignInAsync();
        accounts.Clock.Advance(TimeSpan.FromMinutes(15));

        var second = (await RefreshAsync(accounts, first.RefreshToken)).Value!;

        (second.SessionId, second.Generation, second.IssuedAt).ShouldBe((first.SessionId, 1, accounts.Clock.GetUtcNow()));
        second.RefreshToken.ShouldNotBe(first.RefreshToken);
    }

    [Fact]
    public async Task RefreshAsync_RepeatedWithItsKey_IsTheSameAnswer()
    {
        using var accounts = new FakeAccounts();
        var first = await accounts.SignInAsync();
        var answer = (await RefreshAsync(accounts, first.RefreshToken, "key")).Value!;
        accounts.Clock.Advance(TimeSpan.FromSeconds(9));

        (await RefreshAsync(accounts, first.RefreshToken, "key")).Value.ShouldBe(answer);
        (await RefreshAsync(accounts, first.RefreshToken, "other")).Rejection.ShouldBe(AuthRejections.WrongRefreshToken);
    }

    [Fact]
    public async Task RefreshAsync_UsedTokenLater_EndsTheSessionAndIsAudited()
    {
        using var accounts = new FakeAccounts();
        var first = await accounts.SignInAsync();
        var second = (await RefreshAsync(accounts, first.RefreshToken)).Value!;
        accounts.Clock.Advance(TokenExchange.Grace);

        (await RefreshAsync(accounts, first.RefreshToken)).Rejection.ShouldBe(AuthRejections.WrongRefreshToken);

        (await RefreshAsync(accounts, second.RefreshToken)).Rejection.ShouldBe(AuthRejections.WrongRefreshToken);
        accounts.Audit[^1].Action.ShouldBe(AuditedAction.TokenReused);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task RefreshAsync_DisabledUserOrEndedSessions_IsRefusedForGood(bool disabled, long sessionsFrom)
    {
        using var accounts = new FakeAccounts();
        var first = await accounts.SignInAsync();
        var before = accounts.User;
        accounts.User = before with { User = before.User with { Disabled = disabled }, SessionsFrom = sessionsFrom };

        (await RefreshAsync(accounts, first.RefreshToken)).Rejection.ShouldBe(AuthRejections.WrongRefreshToken);

        accounts.User = before;
        (await RefreshAsync(accounts, first.RefreshToken)).Rejection.ShouldBe(AuthRejections.WrongRefreshToken, "The session was deleted.");
    }

    [Fact]
    public async Task RefreshAsync_DatabaseAway_CostsNoToken()
    {
        using var accounts = new FakeAccounts();
        var first = await accounts.SignInAsync();
        accounts.DatabaseIsUp = false;
        (await RefreshAsync(accounts, first.RefreshToken)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        accounts.DatabaseIsUp = true;
        accounts.Clock.Advance(TimeSpan.FromMinutes(1));

        (await RefreshAsync(accounts, first.RefreshToken)).Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no token")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task RefreshAsync_NoTokenOfOurs_IsRefused(string token)
    {
        using var accounts = new FakeAccounts();

        (await RefreshAsync(accounts, token)).Rejection.ShouldBe(AuthRejections.WrongRefreshToken);
        (await accounts.Refreshes.LogOutAsync(new LogOut(FakeAccounts.Origin, token))).Value.ShouldNotBeNull();
        accounts.Audit.ShouldBeEmpty();
    }

    [Fact]
    public async Task LogOutAsync_Token_EndsItsSessionOnly()
    {
        using var accounts = new FakeAccounts();
        var (first, second) = (await accounts.SignInAsync(), await accounts.SignInAsync());

        (await accounts.Refreshes.LogOutAsync(new LogOut(FakeAccounts.Origin, first.RefreshToken))).Value.ShouldNotBeNull();

        (await RefreshAsync(accounts, first.RefreshToken)).Rejection.ShouldBe(AuthRejections.WrongRefreshToken);
        (await RefreshAsync(accounts, second.RefreshToken)).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Any_SessionsAway_IsUnavailable()
    {
        using var accounts = new FakeAccounts();
        var first = await accounts.SignInAsync();
        accounts.Tokens.IsUp = false;

        (await RefreshAsync(accounts, first.RefreshToken)).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
        (await accounts.Refreshes.LogOutAsync(new LogOut(FakeAccounts.Origin, first.RefreshToken))).Rejection!.Code.ShouldBe(RejectionCode.Unavailable);
    }

    private static Task<CommandResult<SignedIn>> RefreshAsync(FakeAccounts accounts, string token, string? key = null) =>
        accounts.Refreshes.RefreshAsync(new RefreshSession(FakeAccounts.Origin, token, key));
}
