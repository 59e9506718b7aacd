using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Teams;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Users;

public sealed class StoredTeamTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CommandContext Context =
        new(new Caller(new Guid("0190a000-0000-7000-8000-0000000000ad"), [RoleNames.Administrator], [], "en", null), null, default, null);

    private readonly KernelServices _services = new(TimeProvider.System, new UuidV7Source(TimeProvider.System), new KernelOptions());
    private StoredUsers _users = null!;
    private WriterDatabase _database = null!;
    private PostgresEventStore<TeamState, TeamEvent> _store = null!;

    public async ValueTask InitializeAsync()
    {
        _users = await StoredUsers.CreateAsync(postgres.Server);
        _database = new WriterDatabase(new NpgsqlConnectionStringBuilder(_users.Database.WriterConnectionString));
        _store = new PostgresEventStore<TeamState, TeamEvent>(
            _database, new TeamMapping(), new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System, NullLogger<PostgresEventStore<TeamState, TeamEvent>>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
        await _users.DisposeAsync();
    }

    [Fact]
    public async Task Create_FiftyAtOnceWithOneName_OneWins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => CreateAsync(i % 2 == 0 ? "North Süd" : "NORTH SÜD")));

        results.Count(static r => r.Rejection is null).ShouldBe(1);
        results.Count(static r => r.Rejection?.Code == RejectionCode.Taken).ShouldBe(49);
        (await _users.Database.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE type = 'team.created'")).ShouldBe(1);
    }

    [Fact]
    public async Task Rename_NameOfAnother_IsTakenAndChangesNothing()
    {
        var (north, south) = ((await CreateAsync("North")).Value!, (await CreateAsync("South")).Value!);

        (await RenameAsync(south.Id, "nORTH")).Rejection!.Code.ShouldBe(RejectionCode.Taken);
        (await RenameAsync(south.Id, "SOUTH")).Value!.Version.ShouldBe(2, "One's own name in other letters is free.");
        (await RenameAsync(north.Id, "East")).Value!.Version.ShouldBe(2);
        (await RenameAsync(south.Id, "North")).Value!.Version.ShouldBe(3, "It is free now.");

        (await _users.Database.ScalarAsync<string>("SELECT string_agg(name, ',' ORDER BY name) FROM auth.teams")).ShouldBe("East,North");
        (await _users.Database.ScalarAsync<bool>("SELECT (SELECT sum(version) FROM auth.teams) = (SELECT count(*) FROM events.log)")).ShouldBeTrue();
    }

    [Fact]
    public async Task Rename_ManyAtOnceToOneName_OneWinsAndTheOthersGoOn()
    {
        var teams = new List<TeamView>();
        for (var i = 0; i < 20; i++)
            teams.Add((await CreateAsync($"Team {i}")).Value!);

        var results = await Task.WhenAll(teams.Select((team, i) => RenameAsync(team.Id, i % 2 == 0 ? "The One" : $"Other {i}")));

        results.Count(static r => r.Rejection?.Code == RejectionCode.Taken).ShouldBe(9);
        results.Count(static r => r.Rejection is null).ShouldBe(11);
    }

    [Fact]
    public async Task ListAsync_AllOrSome_OldestFirstInPages()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add((await CreateAsync($"Team {i}")).Value!.Id);

        var first = (await _users.Teams.ListAsync(3, null)).Value!;
        var second = (await _users.Teams.ListAsync(3, first.NextCursor)).Value!;
        var some = (await _users.Teams.ListAsync([ids[4], ids[1], StoredUsers.NewId()], 3, null)).Value!;

        first.Items.Concat(second.Items).Select(static team => team.Id).ShouldBe(ids);
        second.NextCursor.ShouldBeNull();
        some.Items.Select(static team => team.Id).ShouldBe([ids[1], ids[4]]);
        (await _users.Teams.ListAsync(ImmutableArray<Guid>.Empty, 3, null)).Value!.Items.ShouldBeEmpty();
        (await _users.Teams.ExistsAsync(ids[0])).ShouldBeTrue();
        (await _users.Teams.ExistsAsync(StoredUsers.NewId())).ShouldBeFalse();
    }

    private Task<CommandResult<TeamView>> CreateAsync(string name)
    {
        var id = StoredUsers.NewId();
        return ExecuteAsync(id, new CreateTeam(Context, Origin.System, id, name), TeamRules.Create);
    }

    private Task<CommandResult<TeamView>> RenameAsync(Guid id, string name) => ExecuteAsync(id, new RenameTeam(Context, Origin.System, name), TeamRules.Rename);

    /// <summary>On a new activation, on a scheduler of its own as a grain has it.</summary>
    private Task<CommandResult<TeamView>> ExecuteAsync<T>(Guid id, T command, Func<TeamState?, T, DateTimeOffset, Decision<TeamEvent>> decide)
    {
        var writer = new AggregateWriter<TeamState, TeamEvent, TeamView>(id, _store, _services, static () => { });
        return Task.Factory.StartNew(
            () => writer.ExecuteAsync(Context, command, decide), CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
    }
}
