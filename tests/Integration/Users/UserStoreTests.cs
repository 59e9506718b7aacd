using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Users;

public sealed class UserStoreTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Register_AHundredAtOnceWithOneAddress_OneWins()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => users.RegisterAsync(
            StoredUsers.NewId(), i % 3 == 0 ? "Ann@Example.com" : "ann@example.com", silo: i % 2))));

        results.Count(static r => r.Rejection is null).ShouldBe(1);
        results.Count(static r => r.Rejection?.Code == RejectionCode.Taken).ShouldBe(99);
        (await users.Database.ScalarAsync<long>("SELECT count(*) FROM auth.users")).ShouldBe(1);
        (await users.Database.ScalarAsync<long>("SELECT count(*) FROM events.log")).ShouldBe(1);
        (await users.Database.ScalarAsync<long>("SELECT position FROM events.feed")).ShouldBe(1);
        (await users.Directory.FindAsync("ann@example.com")).ShouldBe(results.Single(static r => r.Rejection is null).Value!.Id);
    }

    [Fact]
    public async Task Register_ManyAddressesAtOnce_AllAreThere()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var twice = Enumerable.Range(0, 200).Select(static i => $"user{i / 2}@example.com");

        var results = await Task.WhenAll(twice.Select((email, i) => Task.Run(() => users.RegisterAsync(StoredUsers.NewId(), email, silo: i % 2))));

        results.Count(static r => r.Rejection is null).ShouldBe(100);
        results.Where(static r => r.Rejection is not null).Select(static r => r.Rejection).ShouldAllBe(static r => r!.Code == RejectionCode.Taken);
    }

    [Fact]
    public async Task Register_OneUserByTwoActivations_TheStaleOneIsNotToldThatTheAddressIsTaken()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        for (var i = 0; i < 20; i++)
        {
            var id = StoredUsers.NewId();
            var email = $"user{i}@example.com";

            var results = await Task.WhenAll(Task.Run(() => users.RegisterAsync(id, email)), Task.Run(() => users.RegisterAsync(id, email, silo: 1)));

            results.Count(static r => r.Rejection is null).ShouldBe(1);
            results.Single(static r => r.Rejection is not null).Rejection!.Code.ShouldBeOneOf(RejectionCode.Unavailable, RejectionCode.NotAllowedNow);
        }
    }

    [Fact]
    public async Task Row_Always_HasWhatTheLogHasNot()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var id = StoredUsers.NewId();
        await users.RegisterAsync(id, "Ann@Example.com");

        var read = (await users.Activate(id, silo: 1).ReadAsync()).State!;

        (read.View.Email, read.PasswordHash, read.SessionsFrom).ShouldBe(("Ann@Example.com", StoredUsers.Hash, 1));
        (await users.Database.ScalarAsync<bool>(
            "SELECT bool_or(l::text ILIKE '%example%' OR l::text LIKE '%argon2%') FROM events.log l")).ShouldBeFalse();
    }

    [Fact]
    public async Task Roles_AssignedAndRemoved_AreRowsOfTheSameCommit()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var id = StoredUsers.NewId();
        var user = users.Activate(id);
        await user.RegisterAsync("ann@example.com");
        (await users.RolesAsync(id)).ShouldBe("ROLE_USER");

        await user.AssignAsync(RoleNames.Manager);
        (await users.RolesAsync(id)).ShouldBe("ROLE_MANAGER,ROLE_USER");

        await user.RemoveAsync(RoleNames.User);
        (await users.RolesAsync(id)).ShouldBe("ROLE_MANAGER");
        (await users.Database.ScalarAsync<long>("SELECT version FROM auth.users")).ShouldBe(3);
    }

    [Fact]
    public async Task Roles_OneThatIsNotThere_IsRefusedAndChangesNothing()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var id = StoredUsers.NewId();
        var user = users.Activate(id);
        await user.RegisterAsync("ann@example.com");

        (await user.AssignAsync("ROLE_NOBODY")).Rejection!.Code.ShouldBe(RejectionCode.Invalid);

        (await users.RolesAsync(id)).ShouldBe("ROLE_USER");
        (await users.Database.ScalarAsync<long>("SELECT count(*) FROM events.log")).ShouldBe(1);
    }

    [Fact]
    public async Task ListAsync_Pages_HaveEveryoneOnceOldestFirst()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var ids = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add(StoredUsers.NewId());
            await users.RegisterAsync(ids[^1], $"user{i}@example.com");
        }

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = (await users.Directory.ListAsync(3, cursor)).Value!;
            seen.AddRange(page.Items.Select(static user => user.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        seen.ShouldBe(ids);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(201, null)]
    [InlineData(1, "")]
    [InlineData(1, "AAAA")]
    [InlineData(1, "________________________________")]
    [InlineData(1, "////////////////////////////////")]
    public async Task ListAsync_WrongLimitOrCursor_IsInvalid(int limit, string? cursor)
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);

        (await users.Directory.ListAsync(limit, cursor)).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
    }

    [Fact]
    public async Task Roles_OfEveryInstallation_AreSeededWithTheirDerivedIds()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);

        var roles = (await users.Directory.ListRolesAsync()).Items;

        roles.Select(static role => role.Name).ShouldBe([RoleNames.Administrator, RoleNames.Manager, RoleNames.User]);
        foreach (var role in roles)
            role.Id.ShouldBe(RoleId.Of(role.Name));
        (await users.Directory.HasRoleAsync(RoleNames.User)).ShouldBeTrue();
        (await users.Directory.HasRoleAsync("ROLE_NOBODY")).ShouldBeFalse();
    }
}
