using System.Diagnostics;
using System.Text;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Running;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.RabbitMq;

public sealed class RabbitMqServerTests
{
    private const string Queue = "kept";

    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    [Fact]
    public async Task Server_KilledFrozenAndStopped_KeepsWhatWasConfirmed()
    {
        await using var server = await RabbitMqServer.StartNewAsync();
        await PublishAsync(server, "before the kill");

        await server.UntilQueuesAreOnDiskAsync();
        await server.KillAsync();
        server.ProcessId.ShouldBe(0);
        await Should.ThrowAsync<BrokerUnreachableException>(() => server.ConnectAsync());

        await server.StartAsync();
        await PublishAsync(server, "before the stop");
        await server.StopAsync();
        await server.StartAsync();

        server.Freeze();
        var publish = PublishAsync(server, "frozen");
        publish.IsCompleted.ShouldBeFalse();
        server.Resume();
        await publish;

        await Condition.WaitAsync(
            async () => (await server.QueueLengthsAsync())[Queue] == 3, TimeSpan.FromSeconds(30), () => "the broker counts three messages");
        (await TakeAllAsync(server)).ShouldBe(["before the kill", "before the stop", "frozen"]);
    }

    [Fact]
    public async Task Servers_SideBySide_ShareNothingAndLeaveNothingBehind()
    {
        var servers = await Task.WhenAll(RabbitMqServer.StartNewAsync(), RabbitMqServer.StartNewAsync());
        await PublishAsync(servers[0], "first");
        await PublishAsync(servers[1], "second");
        var processes = servers.SelectMany(static s => ProcessesWith(s.Folder)).ToList();
        processes.Count.ShouldBeGreaterThanOrEqualTo(4, "Each has an Erlang machine and a port mapper.");

        await servers[0].DisposeAsync();
        (await TakeAllAsync(servers[1])).ShouldBe(["second"]);
        await servers[1].DisposeAsync();

        servers.ShouldAllBe(static s => !Directory.Exists(s.Folder));
        servers.SelectMany(static s => ProcessesWith(s.Folder)).ShouldBeEmpty();
    }

    private static async Task PublishAsync(RabbitMqServer server, string text)
    {
        await using var connection = await server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, Quorum);
        // A quorum queue refuses until it has elected its leader again, which takes a moment after a restart.
        await Condition.WaitAsync(() => IsConfirmedAsync(channel, text), TimeSpan.FromSeconds(30), () => $"'{text}' is confirmed");
    }

    private static async Task<bool> IsConfirmedAsync(IChannel channel, string text)
    {
        try
        {
            await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
            return true;
        }
        catch (PublishException)
        {
            return false;
        }
    }

    private static async Task<List<string>> TakeAllAsync(RabbitMqServer server)
    {
        await using var connection = await server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var texts = new List<string>();
        while (await channel.BasicGetAsync(Queue, autoAck: true) is { } message)
            texts.Add(Encoding.UTF8.GetString(message.Body.Span));
        return texts;
    }

    /// <summary>The processes whose HOME is a folder.</summary>
    private static List<int> ProcessesWith(string folder) =>
        [.. Process.GetProcesses().Select(static p => p.Id).Where(id => EnvironmentOf(id).Contains($"HOME={folder}"))];

    private static string[] EnvironmentOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
