using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Users;
using Crm.Actors.Persistence.Verifying;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Verifying;

/// <summary>Roles are as the log says; those that came with the schema have no events, and are not blamed for it.</summary>
public sealed class RolesVerifyingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Guid Role = RoleId.Of("ROLE_AUDITOR");

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(postgres.Server);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task RunAsync_NothingIsWrong_FindsNothing()
    {
        var (fresh, found) = await VerifyAsync();
        found.ShouldBeEmpty();
        fresh.Rows.ShouldBe(0);

        await CreateRoleAsync();

        (var verified, found) = await VerifyAsync();
        found.ShouldBeEmpty();
        (verified.Events, verified.Rows).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("DELETE FROM auth.roles WHERE id = '{role}'", "role {role} version 1 position 1: auth.roles has no row")]
    [InlineData("UPDATE auth.roles SET description = 'forged' WHERE id = '{role}'", "role {role} version 1 position 1: auth.roles.description is 'forged', the events give 'Reads'")]
    [InlineData("UPDATE auth.roles SET id = gen_random_uuid() WHERE name = 'ROLE_USER'", "version 1 position -: auth.roles has a row that the log does not know")]
    public async Task RunAsync_ARoleIsWrong_SaysWhat(string sql, string said)
    {
        await CreateRoleAsync();
        await _database.ExecuteAsync(sql.Replace("{role}", $"{Role}", StringComparison.Ordinal));

        var (_, found) = await VerifyAsync();

        $"{found.ShouldHaveSingleItem()}".ShouldContain(said.Replace("{role}", $"{Role}", StringComparison.Ordinal));
    }

    private async Task CreateRoleAsync()
    {
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(_database.WriterConnectionString));
        await using var store = new PostgresEventStore<RoleState, RoleEvent>(
            writer, new RoleMapping(), new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System, NullLogger<PostgresEventStore<RoleState, RoleEvent>>.Instance);
        // The time as the kernel gives it: what the database keeps of it.
        var now = new KernelServices(TimeProvider.System, new UuidV7Source(TimeProvider.System), new KernelOptions()).Now();
        var created = new Recorded<RoleEvent>(StoredDeals.NewId(), 1, now, StoredDeals.User, null, new RoleCreated("ROLE_AUDITOR", "Reads"));
        await store.AppendAsync(new Append<RoleState, RoleEvent>(Role, 0, RoleState.Apply(null, created), [created], []));
    }

    private async Task<(Verified Verified, List<Difference> Found)> VerifyAsync()
    {
        var found = new List<Difference>();
        var verified = await new LogVerifier(new NpgsqlConnectionStringBuilder(_database.ReaderConnectionString)).RunAsync(found.Add, CancellationToken.None);
        return (verified, found);
    }
}
