using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Auth;

public sealed class LogInsTests
{
    [Fact]
    public async Task LogInAsync_Right_StartsASession()
    {
        using var accounts = new FakeAccounts();

        var signedIn = await accounts.SignInAsync();

        signedIn.RefreshTokenExpiresAt.ShouldBe(accounts.Clock.GetUtcNow() + TimeSpan.FromDays(30));
        (await accounts.Tokens.ListAsync(signedIn.User.Id, accounts.Clock.GetUtcNow())).ShouldHaveSingleItem().Id.ShouldBe(signedIn.SessionId);
        accounts.Audit.ShouldHaveSingleItem().Outcome.ShouldBe("ok");
    }

    [Fact]
    public async Task LogInAsync_HashOfOtherParameters_IsMadeAnewOnce()
    {
        using var accounts = new FakeAccounts();

        await accounts.SignInAsync();
        accounts.User.PasswordHash.ShouldBe($"new hash of {FakeAccounts.Password}");
        await accounts.SignInAsync();

        accounts.User.PasswordHash.ShouldBe($"new hash of {FakeAccounts.Password}");
    }

    [Theory]
    [InlineData(FakeAccounts.Email, "wrong", "wrong-password")]
    [InlineData("nobody@example.com", FakeAccounts.Password, "no-such-user")]
    [InlineData("no address", FakeAccounts.Password, "no-such-user")]
    public async Task LogInAsync_Wrong_IsTheSameAfterTheSameWork(string email, string password, string why)
    {
        using var accounts = new FakeAccounts();

        var result = await accounts.LogIns.LogInAsync(new LogIn(FakeAccounts.Origin, email, password));

        result.Rejection.ShouldBe(AuthRejections.WrongCredentials);
        (accounts.Asked, accounts.Verified).ShouldBe((1, 1));
        accounts.User.PasswordHash.ShouldStartWith("old");
        var audited = accounts.Audit.ShouldHaveSingleItem();
        (audited.Outcome, audited.Detail, audited.ActorId).ShouldBe(("unauthenticated", why, null));
        audited.Email.ShouldBe(email == "nobody@example.com" ? email : null, "What is no address may be a password in the wrong field.");
    }

    [Fact]
    public async Task LogInAsync_DisabledUser_IsTheSameRefusal()
    {
        using var accounts = new FakeAccounts();
        accounts.User = accounts.User with { User = accounts.User.User with { Disabled = true } };

        (await accounts.LogIns.LogInAsync(new LogIn(FakeAccounts.Origin, FakeAccounts.Email, FakeAccounts.Password))).Rejection.ShouldBe(AuthRejections.WrongCredentials);
    }

    [Fact]
    public async Task LogInAsync_SessionsOrDatabaseAway_IsUnavailable()
    {
        using var accounts = new FakeAccounts();
        accounts.Tokens.IsUp = false;
        (await TryAsync(accounts)).ShouldBe(RejectionCode.Unavailable);
        accounts.Audit.ShouldBeEmpty();

        (accounts.Tokens.IsUp, accounts.DatabaseIsUp) = (true, false);
        (await TryAsync(accounts)).ShouldBe(RejectionCode.Unavailable);
    }

    private static async Task<RejectionCode?> TryAsync(FakeAccounts accounts) =>
        (await accounts.LogIns.LogInAsync(new LogIn(FakeAccounts.Origin, FakeAccounts.Email, FakeAccounts.Password))).Rejection?.Code;
}
