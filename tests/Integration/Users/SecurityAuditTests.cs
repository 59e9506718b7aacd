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
    public void NameOf_EveryAction_HasAStoredNameOfItsOwn() =>
        Enum.GetValues<AuditedAction>().Select(SecurityAudit.NameOf).ShouldBeUnique();
}
