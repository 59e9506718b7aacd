using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Users;

/// <summary>The database refuses a commit that would leave no administrator who can log in.</summary>
public sealed class LastAdministratorTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task TwoAtOnce_EachTakesTheOtherAway_OneIsRefused(int otherSilo, bool isDisabled)
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var (ann, bob) = (users.Activate(StoredUsers.NewId()), users.Activate(StoredUsers.NewId(), otherSilo));
        await ann.RegisterAsync("ann@example.com", [RoleNames.Administrator]);
        await bob.RegisterAsync("bob@example.com", [RoleNames.Administrator]);
        for (var round = 0; round < 20; round++)
        {
            var results = await Task.WhenAll(Task.Run(() => TakeAwayAsync(ann)), Task.Run(() => TakeAwayAsync(bob)));

            var refused = results.Single(static result => result.Rejection is not null).Rejection!;
            (refused.Code, refused.Detail).ShouldBe((RejectionCode.NotAllowedNow, "At least one administrator who can log in has to remain."));
            (await users.Database.ScalarAsync<long>("SELECT count(*) FROM auth.users WHERE NOT disabled AND 'ROLE_ADMIN' = ANY (roles)")).ShouldBe(1);
            (await users.Database.ScalarAsync<bool>("SELECT (SELECT sum(version) FROM auth.users) = (SELECT count(*) FROM events.log)")).ShouldBeTrue();
            await GiveBackAsync(ann);
            await GiveBackAsync(bob);
        }

        Task<CommandResult<UserView>> TakeAwayAsync(UserActivation user) => isDisabled ? user.DisableAsync() : user.RemoveAsync(RoleNames.Administrator);

        async Task GiveBackAsync(UserActivation user)
        {
            (await user.EnableAsync()).Rejection.ShouldBeNull();
            (await user.AssignAsync(RoleNames.Administrator)).Rejection.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Last_DisabledOnesDoNotCountAndOthersAreFree()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var (ann, bob, eve) = (users.Activate(StoredUsers.NewId()), users.Activate(StoredUsers.NewId()), users.Activate(StoredUsers.NewId()));
        await ann.RegisterAsync("ann@example.com", [RoleNames.Administrator, RoleNames.User]);
        await bob.RegisterAsync("bob@example.com", [RoleNames.Administrator]);
        await eve.RegisterAsync("eve@example.com");

        (await bob.DisableAsync()).Rejection.ShouldBeNull();
        (await ann.RemoveAsync(RoleNames.Administrator)).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);
        (await ann.DisableAsync()).Rejection!.Code.ShouldBe(RejectionCode.NotAllowedNow);
        (await bob.RemoveAsync(RoleNames.Administrator)).Rejection.ShouldBeNull("He cannot log in anyway.");
        (await ann.RemoveAsync(RoleNames.User)).Rejection.ShouldBeNull();
        (await eve.DisableAsync()).Rejection.ShouldBeNull();
        (await ann.ReadAsync()).State!.View.Roles.ShouldBe([RoleNames.Administrator]);
    }
}
