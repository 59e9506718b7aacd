using System.Text;
using Crm.Actors.Streaming.RabbitMq;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Streams;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>A queue of the provider's without a silo: the test publishes, reads and fails as it likes.</summary>
internal sealed class LoneQueue : IAsyncDisposable
{
    public const int DeliveryLimit = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int s_last;

    private readonly RabbitMqServer _server;
    private readonly Broker _broker;
    private QueueReceiver _receiver;

    public LoneQueue(RabbitMqServer server)
    {
        var name = $"lone{Interlocked.Increment(ref s_last)}";
        var options = new RabbitMqStreamOptions
        {
            ConnectionUri = new Uri(server.AmqpUri),
            Exchanges = [$"{name}.events"],
            PartitionExchange = $"{name}.partitions",
            QueuePrefix = $"{name}.partition",
            DeadLetters = $"{name}.dead",
            QueueCount = 1,
            DeliveryLimit = DeliveryLimit,
        };
        (_server, Exchange, Name) = (server, options.Exchanges[0], BrokerTopology.QueueName(options, 0));
        _broker = new Broker(options, TimeProvider.System, NullLoggerFactory.Instance);
        DeadLetters = new RabbitMqDeadLetters(_broker, TimeProvider.System);
        Depths = new RabbitMqDepths(_broker);
        _receiver = NewReceiver();
    }

    public string Name { get; }

    public string Exchange { get; }

    public RabbitMqDeadLetters DeadLetters { get; }

    public RabbitMqDepths Depths { get; }

    public Task PublishAsync(params string[] texts) => SendAsync(Exchange, "texts", null, texts);

    /// <summary>Somebody else publishes a message that looks like one of the relay's.</summary>
    public Task ForgeTogetherAsync(string exchange, string routingKey, params string[] texts) =>
        SendAsync(exchange, routingKey, TextFormat.Lines, [string.Join('\n', texts)]);

    /// <summary>Publishes texts in one message, and each alone for nobody.</summary>
    public Task PublishTogetherAsync(params string[] texts) => new RabbitMqBatchPublisher(_broker, new TextFormat())
        .PublishAsync(0, texts.Select(static text => (TextFormat.Stream, (object)text)), CancellationToken.None);

    /// <summary>Reads as a pulling agent does until so many batches are there; nothing is settled.</summary>
    public async Task<IReadOnlyList<IBatchContainer>> ReadAsync(int batches)
    {
        var read = new List<IBatchContainer>();
        await UntilAsync(async () =>
        {
            read.AddRange(await _receiver.GetQueueMessagesAsync(10));
            return read.Count == batches;
        }, $"{batches} batches");
        return read;
    }

    /// <summary>Lets the receiver set aside what it could not read.</summary>
    /// <returns>How many messages the dead letters have, repeats among them.</returns>
    public async Task<long> ParkAsync()
    {
        await _receiver.GetQueueMessagesAsync(10);
        return (await DeadLetters.ListAsync(100, CancellationToken.None)).Total;
    }

    /// <summary>Says that batches are delivered, as a pulling agent does.</summary>
    public Task DeliverAsync(params IBatchContainer[] batches) => _receiver.MessagesDeliveredAsync(batches);

    /// <summary>Another receiver reads from now on; what the one before did not settle goes back to the queue.</summary>
    public async Task ReadAnewAsync()
    {
        await _receiver.Shutdown(Patience);
        _receiver.Dispose();
        _receiver = NewReceiver();
    }

    /// <summary>Messages that are in the queue and not with a consumer.</summary>
    public async Task<uint> ReadyAsync()
    {
        await using var connection = await _server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(Name);
    }

    /// <summary>Somebody reads the messages that are there, and loses its connection.</summary>
    public async Task LoseAsync(int messages)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var came = 0;
        await using var connection = await _server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            if (Interlocked.Increment(ref came) == messages)
                all.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Name, autoAck: false, consumer);
        await all.Task.WaitAsync(Patience);
    }

    /// <summary>Reads as a pulling agent does, and fails all, until so many letters are there.</summary>
    public async Task<IReadOnlyDictionary<string, DeadLetterMessage>> FailAllAsync(int letters)
    {
        await UntilAsync(async () =>
        {
            foreach (var batch in await _receiver.GetQueueMessagesAsync(10))
                await _receiver.FailAsync(batch.SequenceToken, "nobody");
            return (await ListAsync()).Count == letters;
        }, $"{letters} letters");
        return (await ListAsync()).ToDictionary(static letter => Encoding.UTF8.GetString(letter.Message.Body.Span), StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<DeadLetterMessage>> ListAsync() => (await DeadLetters.ListAsync(100, CancellationToken.None)).Letters;

    public static Task UntilAsync(Func<Task<bool>> isTrue, string what) => Condition.WaitAsync(isTrue, Patience, () => what);

    public async ValueTask DisposeAsync()
    {
        await _receiver.Shutdown(Patience);
        _receiver.Dispose();
        await _broker.DisposeAsync();
    }

    private async Task SendAsync(string exchange, string routingKey, string? contentType, string[] texts)
    {
        await _broker.Publishing.GetAsync(CancellationToken.None); // so that there is a queue
        await using var connection = await _server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var text in texts)
        {
            var properties = new BasicProperties
            {
                ContentType = contentType,
                Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { [BrokerTopology.PartitionHeader] = "0" },
            };
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, Encoding.UTF8.GetBytes(text));
        }
    }

    private QueueReceiver NewReceiver() => new(Name, _broker, new TextFormat(), DeadLetters, NullLogger<QueueReceiver>.Instance);
}
