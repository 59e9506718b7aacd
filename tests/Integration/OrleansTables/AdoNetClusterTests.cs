using Crm.Actors.TestKit.Postgres;

using Microsoft.Extensions.Configuration;

using Orleans.Storage;
using Orleans.TestingHost;

using Shouldly;

using Xunit;

namespace Crm.Actors.IntegrationTests.OrleansTables;

/// <summary>Two silos and a client that know each other only through the tables in schema orleans.</summary>
public sealed class AdoNetClusterTests(PostgresFixture postgres)
{
    private const string Invariant = "Npgsql";
    private const string ConnectionStringSetting = "OrleansTables";

    [Fact]
    public async Task Cluster_OnAdoNet_FormsStoresRemindsAndShrinks()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var cluster = await StartAsync(database);

        // Clustering: both are active, the client finds a gateway through the table.
        (await ActiveSilosAsync(database)).ShouldBe(2);
        var grain = cluster.Client.GetGrain<INoteGrain>("a");

        // Grain storage: insert, update, clear, insert after clear; a stale etag is a conflict.
        (await grain.ReadAsync()).ShouldBeNull();
        await grain.WriteAsync("one");
        await grain.WriteAsync("two");
        (await grain.ReadAsync()).ShouldBe("two");
        await database.ExecuteAsync("UPDATE orleans.grain_state SET version = version + 1");
        await Should.ThrowAsync<InconsistentStateException>(() => grain.WriteAsync("stale"));
        (await grain.ReadAsync()).ShouldBe("two");
        await grain.ClearAsync();
        (await grain.ReadAsync()).ShouldBeNull();
        await grain.WriteAsync("three");
        (await grain.ReadAsync()).ShouldBe("three");
        (await database.ScalarAsync<long>("SELECT count(*) FROM orleans.grain_state")).ShouldBe(1);

        // Reminders: periods past 2^31 ms take the other parameter type.
        await grain.SetReminderAsync("daily", TimeSpan.FromHours(1), TimeSpan.FromDays(1));
        await grain.SetReminderAsync("daily", TimeSpan.FromHours(2), TimeSpan.FromDays(2));
        await grain.SetReminderAsync("yearly", TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        (await grain.RemindersAsync()).ShouldBe(["daily", "yearly"]);
        (await database.ScalarAsync<long>("SELECT period_ms FROM orleans.reminders WHERE reminder_name = 'yearly'"))
            .ShouldBe(31_536_000_000);
        await grain.DropReminderAsync("daily");
        (await grain.RemindersAsync()).ShouldBe(["yearly"]);

        // A silo that leaves is seen to have left; its grains come back elsewhere with what was stored.
        await cluster.StopSiloAsync(cluster.SecondarySilos[0]);
        (await ActiveSilosAsync(database)).ShouldBe(1);
        (await grain.ReadAsync()).ShouldBe("three");
        (await grain.RemindersAsync()).ShouldBe(["yearly"]);
    }

    private static Task<long> ActiveSilosAsync(TestDatabase database) =>
        database.ScalarAsync<long>($"SELECT count(*) FROM orleans.membership WHERE status = {(int)SiloStatus.Active}");

    private static async Task<TestCluster> StartAsync(TestDatabase database)
    {
        var builder = new TestClusterBuilder(2);
        builder.Options.UseTestClusterMembership = false;
        builder.Properties[ConnectionStringSetting] = database.OrleansConnectionString;
        builder.AddSiloBuilderConfigurator<Silos>();
        builder.AddClientBuilderConfigurator<Clients>();
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private sealed class Silos : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            var connectionString = siloBuilder.Configuration[ConnectionStringSetting];
            siloBuilder
                .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString!))
                .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString!))
                .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString!));
        }
    }

    private sealed class Clients : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) => clientBuilder.UseAdoNetClustering(
            options => (options.Invariant, options.ConnectionString) = (Invariant, configuration[ConnectionStringSetting]!));
    }
}
