using Crm.Actors.TestKit.Postgres;

using Npgsql;

using Shouldly;

using Xunit;

namespace Crm.Actors.IntegrationTests.OrleansTables;

/// <summary>The paths of the stored statements that a healthy cluster does not take: refused writes, races, clean-up.</summary>
public sealed class StoredQueryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime Then = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private TestDatabase? _database;
    private NpgsqlDataSource? _orleans;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(postgres.Server);
        _orleans = NpgsqlDataSource.Create(_database.OrleansConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_orleans is not null) await _orleans.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task Membership_StaleVersionOrTakenAddress_ChangesNothing()
    {
        (await RunAsync("InsertMembershipVersionKey", Cluster)).ShouldBe(1);
        (await RunAsync("InsertMembershipVersionKey", Cluster)).ShouldBe(0);
        (await RunAsync("InsertMembershipKey", Silo(1, version: 0))).ShouldBe(1);
        (await RunAsync("InsertMembershipKey", Silo(2, version: 0))).ShouldBe(0);
        (await RunAsync("InsertMembershipKey", Silo(1, version: 1))).ShouldBe(0);
        (await RunAsync("UpdateMembershipKey", Silo(1, version: 0))).ShouldBe(0);
        (await RunAsync("UpdateMembershipKey", Silo(9, version: 1))).ShouldBe(0);
        (await RunAsync("UpdateMembershipKey", Silo(1, version: 1))).ShouldBe(1);
        (await _database!.ScalarAsync<int>("SELECT version FROM orleans.membership_version")).ShouldBe(2);
        (await _database.ScalarAsync<long>("SELECT count(*) FROM orleans.membership")).ShouldBe(1);
    }

    [Fact]
    public async Task Membership_CleanUp_TakesOnlyDeadEntriesThatNobodyTouched()
    {
        await RunAsync("InsertMembershipVersionKey", Cluster);
        await RunAsync("InsertMembershipKey", Silo(1, version: 0, status: 6));
        await RunAsync("InsertMembershipKey", Silo(2, version: 1, status: 3));
        await RunAsync("InsertMembershipKey", Silo(3, version: 2, status: 6));

        await RunAsync("CleanupDefunctSiloEntryKey", [.. Silo(1, version: 0), ("SuspectTimes", "someone")]);
        await RunAsync("CleanupDefunctSiloEntriesKey", [Cluster[0], ("IAmAliveTime", Then)]);
        (await GenerationsAsync()).ShouldBe([1, 2, 3]);

        await RunAsync("CleanupDefunctSiloEntryKey", Silo(1, version: 0));
        await RunAsync("CleanupDefunctSiloEntryKey", Silo(2, version: 0));
        (await GenerationsAsync()).ShouldBe([2, 3]);

        await RunAsync("CleanupDefunctSiloEntriesKey", [Cluster[0], ("IAmAliveTime", Then.AddSeconds(1))]);
        (await GenerationsAsync()).ShouldBe([2]);

        await RunAsync("DeleteMembershipTableEntriesKey", Cluster);
        (await _database!.ScalarAsync<long>("SELECT count(*) FROM orleans.membership_version")).ShouldBe(0);
    }

    [Fact]
    public async Task GrainStorage_ManyFirstWritesAtOnce_OneWins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RunAsync("WriteToStorageKey", State(version: null))));
        answers.Count(answer => answer is 1).ShouldBe(1);
        answers.Count(answer => answer is DBNull).ShouldBe(7);
    }

    [Fact]
    public async Task GrainStorage_StaleVersion_IsAnsweredAsAConflict()
    {
        (await RunAsync("WriteToStorageKey", State(version: null))).ShouldBe(1);
        (await RunAsync("WriteToStorageKey", State(version: 1))).ShouldBe(2);
        (await RunAsync("WriteToStorageKey", State(version: 1))).ShouldBe(1);
        (await RunAsync("ClearStorageKey", State(version: 1))).ShouldBeNull();
        (await RunAsync("DeleteStorageKey", State(version: 1))).ShouldBeNull();
        (await RunAsync("DeleteStorageKey", State(version: 2))).ShouldBe(3);
        (await RunAsync("WriteToStorageKey", State(version: null))).ShouldBe(1);
    }

    [Theory]
    [InlineData("ReadRangeRows1Key", -5, 5, new[] { 0, 5 })]
    [InlineData("ReadRangeRows2Key", 5, -5, new[] { -9, -5, 9 })]
    [InlineData("ReadRangeRows2Key", 5, 5, new[] { -9, -5, 0, 5, 9 })]
    public async Task Reminders_Range_IsOpenAtTheBeginningAndClosedAtTheEnd(string query, int begin, int end, int[] expected)
    {
        foreach (var hash in new[] { -9, -5, 0, 5, 9 })
            await RunAsync("UpsertReminderRowKey", ("ServiceId", "s"), ("GrainId", $"note/{hash}"), ("ReminderName", "r"), ("GrainHash", hash), ("StartTime", Then), ("Period", 1000));

        var found = await ReadAsync(query, ("ServiceId", "s"), ("BeginHash", begin), ("EndHash", end));

        found.Select(grain => int.Parse(grain["note/".Length..])).Order().ShouldBe(expected);
    }

    [Fact]
    public async Task Reminders_DroppedWithAStaleVersion_Stays()
    {
        (string, object?)[] reminder = [("ServiceId", "s"), ("GrainId", "note/1"), ("ReminderName", "r"), ("GrainHash", 1), ("StartTime", Then), ("Period", 1000)];
        (await RunAsync("UpsertReminderRowKey", reminder)).ShouldBe(0);
        (await RunAsync("UpsertReminderRowKey", reminder)).ShouldBe(1);
        (await RunAsync("DeleteReminderRowKey", [.. reminder, ("Version", 0)])).ShouldBe(0);
        (await RunAsync("DeleteReminderRowKey", [.. reminder, ("Version", 1)])).ShouldBe(1);
    }

    private static (string, object?)[] Cluster => [("DeploymentId", "c")];

    private static (string, object?)[] Silo(int generation, int version, int status = 3) =>
    [
        ("DeploymentId", "c"), ("Address", "127.0.0.1"), ("Port", 11111), ("Generation", generation), ("SiloName", "silo"), ("HostName", "host"),
        ("Status", status), ("ProxyPort", 30000), ("StartTime", Then), ("IAmAliveTime", Then), ("Version", version), ("SuspectTimes", null),
    ];

    private static (string, object?)[] State(int? version) =>
    [
        ("GrainIdHash", 1), ("GrainIdN0", 0L), ("GrainIdN1", 0L), ("GrainTypeHash", 2), ("GrainTypeString", "note"), ("GrainIdExtensionString", "a"),
        ("ServiceId", "s"), ("GrainStateVersion", version), ("PayloadBinary", new byte[] { 1 }),
    ];

    private Task<int[]> GenerationsAsync() =>
        _database!.ScalarAsync<int[]>("SELECT coalesce(array_agg(generation ORDER BY generation), '{}') FROM orleans.membership");

    private async Task<object?> RunAsync(string key, params (string Name, object? Value)[] parameters)
    {
        await using var command = await CommandAsync(key, parameters);
        return await command.ExecuteScalarAsync();
    }

    private async Task<List<string>> ReadAsync(string key, params (string Name, object? Value)[] parameters)
    {
        await using var command = await CommandAsync(key, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var grains = new List<string>();
        while (await reader.ReadAsync()) grains.Add((string)reader["GrainId"]);
        return grains;
    }

    // As Orleans does it: by name, and typed even where the value is null. The last value of a name counts.
    private async Task<NpgsqlCommand> CommandAsync(string key, (string Name, object? Value)[] parameters)
    {
        await using var find = _orleans!.CreateCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = $1");
        find.Parameters.Add(new() { Value = key });
        var command = _orleans.CreateCommand((string)(await find.ExecuteScalarAsync())!);
        foreach (var (name, value) in parameters.Reverse().DistinctBy(parameter => parameter.Name))
            command.Parameters.Add(new() { ParameterName = name, Value = value ?? DBNull.Value, DbType = TypeOf(name, value) });
        return command;
    }

    private static System.Data.DbType TypeOf(string name, object? value) => value switch
    {
        int => System.Data.DbType.Int32,
        long => System.Data.DbType.Int64,
        DateTime => System.Data.DbType.DateTime,
        byte[] => System.Data.DbType.Binary,
        null when name == "GrainStateVersion" => System.Data.DbType.Int32,
        _ => System.Data.DbType.String,
    };
}
