using System.Buffers;
using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Running;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.RabbitMq;

/// <summary>Our events are CloudEvents to somebody else's implementation of the specification, and the example does what it says.</summary>
public sealed class ExampleConsumerTests
{
    private const string Exchange = "crm.events";
    private const string Queue = "tests.example";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Consumer_EventsAndAStranger_TakesWhatIsACloudEventAndStaysOnItsQueue()
    {
        await using var server = await RabbitMqServer.StartNewAsync();
        await using var connection = await server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null));
        var plain = Event(1) with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        var odd = Event(long.MaxValue) with { Type = "deal.stage.changed", Data = Encoding.UTF8.GetBytes("{\"a\":\n\"é 😀 \\u0000\",\"b\":[null,1.50]}") };

        IReadOnlyList<string> before;
        await using (var consumer = await ExampleConsumer.StartAsync(server.AmqpUri, Queue))
        {
            await PublishAsync(channel, plain.Type, Write(plain));
            await PublishAsync(channel, "deal.updated", """{"specversion":"1.0","id":"1","type":"deal.updated"}"""u8.ToArray());
            await PublishAsync(channel, "task.created", Write(plain with { Type = "task.created" }));
            await PublishAsync(channel, odd.Type, Write(odd));
            await Condition.WaitAsync(() => consumer.Events.Count >= 3, Patience, () => $"three lines, but\n{string.Join('\n', consumer.Events)}");
            consumer.Events.Order().Select(static line => line.Split('{')[0].TrimEnd()).ShouldBe(
                [$"deal.stage.changed {odd.Subject} {long.MaxValue}", $"deal.updated {plain.Subject} 1", "not taken: invalid payload"]);
            before = consumer.Events;
        }

        await PublishAsync(channel, plain.Type, Write(plain with { Sequence = 2 }));
        await using var again = await ExampleConsumer.StartAsync(server.AmqpUri, Queue);
        // What was under way when the first one ended may come again.
        await Condition.WaitAsync(() => again.Events.Except(before).Any(), Patience, () => "what came in the meantime");
        again.Events.Except(before).ShouldBe([$"deal.updated {plain.Subject} 2"]);
    }

    private static FeedEvent Event(long sequence) => new()
    {
        Position = sequence,
        Id = new Guid("0192f0c1-0000-7000-8000-000000000041"),
        Type = "deal.updated",
        Source = "/crm/deals",
        Subject = new Guid("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e"),
        Sequence = sequence,
        Time = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero),
        ActorId = new Guid("00000000-0000-7000-8000-000000000001"),
        Data = Encoding.UTF8.GetBytes("{}"),
    };

    private static byte[] Write(FeedEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            CloudEventJson.Write(json, e);
        return buffer.WrittenSpan.ToArray();
    }

    private static ValueTask PublishAsync(IChannel channel, string type, byte[] body) => channel.BasicPublishAsync(
        Exchange, type, mandatory: false, new BasicProperties { ContentType = CloudEventJson.MediaType, Persistent = true, Type = type }, body);
}
