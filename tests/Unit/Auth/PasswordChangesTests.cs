using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.UnitTests.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Auth;

/// <summary>Whoever stole an access token may not find the password out by changing it.</summary>
public sealed class PasswordChangesTests : IDisposable
{
    private readonly FakeAccounts _accounts = new();

    [Fact]
    public async Task ChangeAsync_FiveWrong_IsSlowedAsLogInsAreAndWithThem()
    {
        for (var i = 0; i < 5; i++)
            (await ChangeAsync("a wrong password"))!.Code.ShouldBe(RejectionCode.Invalid);
        var worked = _accounts.Verified;

        (await ChangeAsync(FakeAccounts.Password)).ShouldBe(AuthRejections.TooManyAttempts(1));
        (await _accounts.LogIns.LogInAsync(new LogIn(FakeAccounts.Origin, FakeAccounts.Email, FakeAccounts.Password))).Rejection.ShouldBe(AuthRejections.TooManyAttempts(1));

        _accounts.Verified.ShouldBe(worked);
        var slowed = _accounts.Audit.Where(static one => one.Outcome == AuditTrail.Slowed).ShouldHaveSingleItem();
        slowed.Action.ShouldBe(AuditedAction.PasswordChanged);
    }

    [Fact]
    public async Task ChangeAsync_RightPassword_ForgetsTheWrongOnes()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                (await ChangeAsync("a wrong password"))!.Code.ShouldBe(RejectionCode.Invalid);
            (await ChangeAsync(FakeAccounts.Password)).ShouldBeNull();
        }
    }

    public void Dispose() => _accounts.Dispose();

    private async Task<Rejection?> ChangeAsync(string current)
    {
        var user = GivenUsers.User with { PasswordHash = $"old hash of {FakeAccounts.Password}" };
        var result = await new PasswordChanges(_accounts.Work, _accounts.Guard).ChangeAsync(
            GivenUsers.UserId,
            () => new(new Stored<UserState>(user, 1)),
            null!,
            new ChangePassword(GivenUsers.By(GivenUsers.UserId), FakeAccounts.Origin, current, "another long password"),
            hashed => Task.FromResult(new CommandResult<UserView>(user.View, 2, null)));
        return result.Rejection;
    }
}
