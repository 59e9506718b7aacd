using Crm.Actors.Contracts;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Users;

public sealed class TeamMemberTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Teams_JoinedAndLeft_AreRowsOfTheSameCommit()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var (north, south) = (await users.AddTeamAsync("North"), await users.AddTeamAsync("South"));
        var id = StoredUsers.NewId();
        var user = users.Activate(id);
        await user.RegisterAsync("ann@example.com");

        await user.JoinAsync(south);
        await user.JoinAsync(north);
        (await RowsAsync(users, id)).ShouldBe($"{north},{south}");
        (await users.RolesAsync(id)).ShouldBe("ROLE_USER");

        await user.LeaveAsync(south);
        (await RowsAsync(users, id)).ShouldBe($"{north}");
        var read = (await users.Activate(id, silo: 1).ReadAsync()).State!;
        read.View.Teams.ShouldBe([north]);
        (read.Version, read.RightsFrom).ShouldBe((4, 4));
    }

    [Fact]
    public async Task Teams_OneThatIsNotThere_IsRefusedAndChangesNothing()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var id = StoredUsers.NewId();
        var user = users.Activate(id);
        await user.RegisterAsync("ann@example.com");

        (await user.JoinAsync(StoredUsers.NewId())).Rejection!.Code.ShouldBe(RejectionCode.Invalid);

        (await RowsAsync(users, id)).ShouldBe("");
        (await users.Database.ScalarAsync<long>("SELECT count(*) FROM events.log")).ShouldBe(1);
    }

    [Fact]
    public async Task ListMembersAsync_Pages_HaveEachMemberOnce()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var (north, south) = (await users.AddTeamAsync("North"), await users.AddTeamAsync("South"));
        var members = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            var user = users.Activate(StoredUsers.NewId());
            var view = (await user.RegisterAsync($"user{i}@example.com")).Value!;
            await user.JoinAsync(i % 3 == 0 ? south : north);
            if (i % 3 != 0)
                members.Add(view.Id);
        }

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = (await users.Teams.ListMembersAsync(north, 3, cursor)).Value!;
            seen.AddRange(page.Items.Select(static member => member.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        seen.ShouldBe(members);
        (await users.Teams.ListMembersAsync(north, 3, "AAAA")).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
        (await users.Teams.ListMembersAsync(north, 201, null)).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
    }

    [Fact]
    public async Task RightsWithin_ChangedUsers_AreThoseAndNoOthers()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        await users.RegisterAsync(StoredUsers.NewId(), "new@example.com");
        var (ann, bob) = (StoredUsers.NewId(), StoredUsers.NewId());
        await users.RegisterAsync(ann, "ann@example.com");
        await users.RegisterAsync(bob, "bob@example.com");
        await users.Activate(ann).AssignAsync("ROLE_MANAGER");
        await users.Activate(bob).DisableAsync();

        var changes = (await users.Rights.WithinAsync(TimeSpan.FromMinutes(10))).Items;

        changes.Select(static change => (change.UserId, change.From)).ShouldBe([(ann, 2L), (bob, 2L)], ignoreOrder: true);
        await users.Database.ExecuteAsync($"UPDATE auth.users SET rights_at = now() - interval '20 minutes' WHERE id = '{ann}'");
        (await users.Rights.WithinAsync(TimeSpan.FromMinutes(10))).Items.ShouldHaveSingleItem().UserId.ShouldBe(bob);
    }

    private static Task<string> RowsAsync(StoredUsers users, Guid id) => users.Database.ScalarAsync<string>(
        $"SELECT coalesce(string_agg(team_id::text, ',' ORDER BY team_id), '') FROM auth.team_members WHERE user_id = '{id}'");
}
