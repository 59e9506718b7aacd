using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Messaging;

/// <summary>The command <c>silo dead-letters</c> as a process of its own, with a broker and without one.</summary>
public sealed class DeadLettersCommandTests(PostgresFixture postgres)
{
    private const string Consumer = "pipeline-summary";
    private const string Broker = "RABBITMQ_URL";
    private const string Database = "CRM_DATABASE_URL";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string[]> WrongOrders => new(
        [], ["show"], ["list", "0"], ["list", "all"], ["list", "100001"], ["list", "1", "2"], ["replay"], ["drop"], ["replay", "--all", "x"], ["drop", "x", "--all"], ["drop", "--al"]);

    [Fact]
    public async Task WithABroker_LettersAreListedReplayedAndDropped()
    {
        await using var server = await RabbitMqServer.StartNewAsync(TestContext.Current.CancellationToken);
        var settings = MessagingSettings.Read(new EnvironmentVariables(name => name == Broker ? server.AmqpUri : null));
        var options = new RabbitMqStreamOptions();
        settings.Configure(options, settings.Broker!);
        await using var queue = RabbitMqDeadLetters.Connect(options, TimeProvider.System, NullLoggerFactory.Instance);
        await ParkAsync(new BrokerDeadLetters(queue, new CloudEventFormat(settings.EventsExchange, settings.TasksExchange)), 4);
        var environment = Environment((Broker, server.AmqpUri));

        await ShouldListFourAsync(environment);
        (await RunAsync(environment, "replay", Letter(1), "nonsense")).ShouldBe((0, "1 replayed"));
        (await RunAsync(environment, "drop", Letter(2))).ShouldBe((0, "1 dropped"));
        var left = await ListAsync(environment);
        left.Select(static line => line.Split(' ')[0]).ShouldBe([Letter(3), Letter(4), "2"]);
        (await RunAsync(environment, "replay", "--all")).ShouldBe((0, "2 replayed"));
        (await RunAsync(environment, "list")).ShouldBe((0, "0 dead letters"));
        (await RunAsync(environment, "drop", "--all")).ShouldBe((0, "0 dropped"));
        // The three, and not the dropped one, are where their consumers read: each in the queue of its partition.
        foreach (var (number, messages) in new[] { (1, 1), (2, 0), (3, 1), (4, 1) })
            await Condition.WaitAsync(async () => await ReadyAsync(server, number) == messages, Patience, () => $"{messages} of {number} in its queue");
    }

    [Fact]
    public async Task WithoutABroker_LettersAreListedReplayedAndDropped()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server, TestContext.Current.CancellationToken);
        await using (var consumers = new ConsumerDatabase(DatabaseUrl.Parse(database.WriterUrl)))
            await ParkAsync(new ParkedDeadLetters(consumers), 4);
        var environment = Environment((Database, database.WriterUrl));

        await ShouldListFourAsync(environment);
        (await RunAsync(environment, "replay", Letter(1), "nonsense")).ShouldBe((0, "1 replayed"));
        (await ToRetryAsync(database)).ShouldBe($"{Id(1)}");
        (await RunAsync(environment, "drop", Letter(2))).ShouldBe((0, "1 dropped"));
        (await ListAsync(environment)).Select(static line => line.Split(' ')[0]).ShouldBe([Letter(1), Letter(3), Letter(4), "3"]);
        (await RunAsync(environment, "replay", "--all")).ShouldBe((0, "3 replayed"));
        (await ToRetryAsync(database)).ShouldBe($"{Id(1)} {Id(3)} {Id(4)}");
        (await RunAsync(environment, "drop", "--all")).ShouldBe((0, "3 dropped"));
        (await RunAsync(environment, "list")).ShouldBe((0, "0 dead letters"));
    }

    [Fact]
    public async Task Run_NobodyThere_Ends1WithOneLine()
    {
        var port = Ports.Free();
        foreach (var environment in new[] { Environment((Broker, $"amqp://u:hunter2@127.0.0.1:{port}")), Environment((Database, $"postgresql://u:hunter2@127.0.0.1:{port}/d")) })
            foreach (var verb in (string[])["list", "drop"])
            {
                var (exitCode, output) = await RunAsync(environment, verb == "list" ? [verb] : [verb, "--all"]);
                exitCode.ShouldBe(1, output);
                output.ShouldStartWith("silo dead-letters: ");
                output.Split('\n').Length.ShouldBe(1, output);
                output.ShouldNotContain("hunter2");
            }
    }

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public async Task Run_WrongOrder_Ends2WithTheUsage(string[] order)
    {
        var (exitCode, output) = await RunAsync(Environment(), order);
        exitCode.ShouldBe(2, output);
        output.ShouldStartWith("usage: silo");
    }

    [Fact]
    public async Task Run_UnusableVariable_Ends2AndNamesIt()
    {
        (await RunAsync(Environment((Broker, "http://h")), "list")).ShouldBe((2, "silo: RABBITMQ_URL is not a usable broker URL: it does not start with amqp:// or amqps://"));
        (await RunAsync(Environment(), "list")).ShouldBe((2, "silo: CRM_DATABASE_URL is not set (nor CRM_DATABASE_URL_FILE)"));
    }

    /// <summary>Reason, type, subject, version, attempts, and the errors: the first one where it is another.</summary>
    private static async Task ShouldListFourAsync(IReadOnlyDictionary<string, string> environment)
    {
        var lines = await ListAsync(environment);
        lines.Length.ShouldBe(5);
        for (var number = 1; number <= 3; number++)
        {
            lines[number - 1].ShouldStartWith($"{Letter(number)}  20");
            lines[number - 1].ShouldEndWith($"Z  failed  deal.updated  {Id(number)}  {number}  attempts {number + 1}  last {number}  (first: first {number})");
        }

        lines[3].ShouldEndWith($"  failed  deal.updated  {Id(4)}  4  attempts 1  only  [2J once");
        lines[4].ShouldBe("4 dead letters");
        (await ListAsync(environment, "2")).ShouldBe([lines[0], lines[1], lines[4]]);
    }

    private static async Task ParkAsync(IDeadLetters letters, int count)
    {
        for (var number = 1; number < count; number++)
            await letters.ParkAsync(new(Consumer, Event(number), "failed", $"first {number}", $"last {number}", number + 1), CancellationToken.None);
        // Neither a line of its own nor an order to the terminal.
        await letters.ParkAsync(new(Consumer, Event(count), "failed", "only\n\u001b[2J\nonce", "only\n\u001b[2J\nonce", 1), CancellationToken.None);
    }

    private static async Task<string[]> ListAsync(IReadOnlyDictionary<string, string> environment, params string[] max)
    {
        var (exitCode, output) = await RunAsync(environment, ["list", .. max]);
        exitCode.ShouldBe(0, output);
        return output.Split('\n');
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] order)
    {
        await using var command = ServerProcess.Start("silo dead-letters", RepositoryLayout.SiloProgram, environment, ["dead-letters", .. order]);
        return await command.EndAsync();
    }

    private static Dictionary<string, string> Environment(params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { [Broker] = "", [Database] = "" };
        foreach (var (name, value) in variables)
            all[name] = value;
        return all;
    }

    private static async Task<uint> ReadyAsync(RabbitMqServer server, int number)
    {
        await using var connection = await server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync($"crm.partition.{EventPartition.Of(Id(number)) % 8}");
    }

    private static Task<string> ToRetryAsync(TestDatabase database) =>
        database.ScalarAsync<string>("SELECT string_agg(event_id::text, ' ' ORDER BY event_id) FROM events.parked_events WHERE retry");

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:x12}");

    private static string Letter(int number) => $"{Consumer}:{Id(number)}";

    private static FeedEvent Event(int number) => new()
    {
        Position = number,
        Id = Id(number),
        Type = "deal.updated",
        Source = "/crm/deals",
        Subject = Id(number),
        Sequence = number,
        Time = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero),
        ActorId = Id(100),
        Data = "{}"u8.ToArray(),
    };
}
