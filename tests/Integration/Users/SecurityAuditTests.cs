using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Persistence.Auth;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.TestKit.Postgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Users;

public sealed class SecurityAuditTests(PostgresFixture postgres)
{
    [Fact]
    public async Task RecordAsync_Event_IsARow()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(database.WriterConnectionString));

        await new SecurityAudit(writer, TimeProvider.System).RecordAsync(new SecurityEvent(
            AuditedAction.LoggedIn, "unauthenticated", null, null, "ann@example.com", new Origin("203.0.113.7", "curl/8"), "no-such-user", null));

        (await database.ScalarAsync<string>("SELECT concat_ws(' ', action, outcome, actor_id, email, address, user_agent, detail) FROM auth.audit"))
            .ShouldBe("session.started unauthenticated ann@example.com 203.0.113.7 curl/8 no-such-user");
    }

    [Fact]
    public async Task ListAsync_Pages_NewestFirstOfAllOrOneUser()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(users.Database.WriterConnectionString));
        var audit = new SecurityAudit(writer, TimeProvider.System);
        var ann = StoredUsers.NewId();
        for (var i = 0; i < 7; i++)
        {
            await audit.RecordAsync(new SecurityEvent(
                AuditedAction.TeamJoined, "ok", ann, i % 2 == 0 ? ann : null, null, new Origin("203.0.113.7", "curl/8"), $"{i}", null));
        }

        var first = (await users.Audit.ListAsync(null, 4, null)).Value!;
        var second = (await users.Audit.ListAsync(null, 4, first.NextCursor)).Value!;
        var own = (await users.Audit.ListAsync(ann, 4, null)).Value!;

        first.Items.Concat(second.Items).Select(static entry => entry.Detail).ShouldBe(["6", "5", "4", "3", "2", "1", "0"]);
        second.NextCursor.ShouldBeNull();
        own.Items.Select(static entry => entry.Detail).ShouldBe(["6", "4", "2", "0"]);
        (own.Items[0].Action, own.Items[0].Outcome, own.Items[0].ActorId, own.Items[0].UserId, own.Items[0].Origin)
            .ShouldBe(("user.team-joined", "ok", ann, ann, new Origin("203.0.113.7", "curl/8")));
        (await users.Audit.ListAsync(null, 4, "x")).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
        (await users.Audit.ListAsync(null, 0, null)).Rejection!.Code.ShouldBe(RejectionCode.Invalid);
    }

    [Fact]
    public void NameOf_EveryAction_HasAStoredNameOfItsOwn() =>
        Enum.GetValues<AuditedAction>().Select(SecurityAudit.NameOf).ShouldBeUnique();
}
