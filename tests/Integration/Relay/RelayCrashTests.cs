using Crm.Actors.IntegrationTests.Feed;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>A real silo that dies by kill -9 between publishing and moving the cursor.</summary>
public sealed class RelayCrashTests(PostgresFixture postgres)
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Silo_KilledAfterPublishing_HasNotMovedTheCursorAndTheNextOneDoes()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using (var dying = Start(database, ("CRM_FAULTS", $"{LogRelay.AfterPublish}:2")))
        {
            await UntilItLeadsAsync(dying);
            await writer.CommitAsync(Guid.Empty, 0, 5);
            await database.UntilCursorAsync(5);
            await writer.CommitAsync(Guid.Empty, 5, 3);
            await Condition.WaitAsync(() => dying.HasExited, StartPatience, () => $"the silo died\n{Log(dying)}");
            (await Should.ThrowAsync<InvalidOperationException>(dying.OutputAsync)).Message.ShouldContain("ended with 137");
        }

        (await database.CursorAsync()).ShouldBe(5);
        await using var next = Start(database);
        await UntilItLeadsAsync(next);
        await database.UntilCursorAsync(8);
        Log(next).ShouldContain("streams in memory, 8 queues");
        (await next.StopAsync()).ShouldBeTrue();
        // The events are none of any deal's, and the consumers of deals say so; Orleans' in-memory streams do not like to be stopped.
        Log(next).Split('\n').Where(static line => line.Contains("fail:", StringComparison.Ordinal)
            && !line.Contains(" parked deal.updated", StringComparison.Ordinal)
            && !line.Contains("MemoryAdapterReceiver", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CRM_FAULTS", "nonsense")]
    [InlineData("RABBITMQ_URL", "http://h")]
    public async Task Silo_UnusableSetting_EndsWithOneLineAndCode2(string name, string value)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var silo = Start(database, (name, value));
        var problem = await Should.ThrowAsync<InvalidOperationException>(silo.OutputAsync);
        problem.Message.ShouldStartWith($"silo ended with 2:\nsilo: {name} ");
    }

    private static ServerProcess Start(TestDatabase database, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_DATABASE_URL"] = database.WriterUrl,
            ["CRM_READER_DATABASE_URL"] = database.ReaderUrl,
            ["ORLEANS_DATABASE_URL"] = database.OrleansUrl,
            ["CRM_CLUSTERING"] = "localhost",
            ["CRM_SILO_PORT"] = $"{Ports.Free()}",
            ["CRM_SILO_GATEWAY_PORT"] = $"{Ports.Free()}",
        };
        foreach (var (name, value) in more)
            environment[name] = value;
        return ServerProcess.Start("silo", RepositoryLayout.SiloProgram, environment);
    }

    private static Task UntilItLeadsAsync(ServerProcess silo) => Condition.WaitAsync(
        () => silo.Lines.Any(static line => line.Contains("leads the relay", StringComparison.Ordinal)), StartPatience, () => $"the silo leads\n{Log(silo)}");

    private static string Log(ServerProcess silo) => string.Join('\n', silo.Lines);
}
