namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>How a stream provider uses its broker. Checked when the silo or client starts.</summary>
public sealed class RabbitMqStreamOptions
{
    /// <summary>Where the broker is, such as <c>amqp://user:password@host:5672/vhost</c> (RabbitMQ URI specification). Required.</summary>
    public Uri? ConnectionUri { get; set; }

    /// <summary>The name that the broker shows for the connections, 1 to 100 characters.</summary>
    public string ConnectionName { get; set; } = "orleans-streams";

    /// <summary>Durable topic exchanges that events are published to; one or more, all bound to the partitions.</summary>
    public IReadOnlyList<string> Exchanges { get; set; } = ["orleans.streams"];

    /// <summary>The headers exchange that passes events on to the queue that their <c>partition</c> header names.</summary>
    public string PartitionExchange { get; set; } = "orleans.partitions";

    /// <summary>Queues are named <c>prefix.0</c>, <c>prefix.1</c>, ...</summary>
    public string QueuePrefix { get; set; } = "orleans.partition";

    /// <summary>The exchange and the queue of what could not be delivered.</summary>
    public string DeadLetters { get; set; } = "orleans.dead-letters";

    /// <summary>
    /// Queues for work that is no stream; see <see cref="RabbitMqQueue"/>. They are made like the others, so that one consumer at a time keeps the order and
    /// nothing is dropped: a full one that is bound to an exchange holds up whoever publishes what it would get.
    /// </summary>
    public IReadOnlyList<WorkQueue> WorkQueues { get; set; } = [];

    /// <summary>How many queues the streams are spread over, 1 to 1024. The same in the whole cluster; changing it moves streams between queues.</summary>
    public int QueueCount { get; set; } = 8;

    /// <summary>Unsettled messages per queue at a time, 1 to 65535; keep it at or below the cache's size. A message may carry up to 64 events.</summary>
    public ushort Prefetch { get; set; } = 2048;

    /// <summary>
    /// Consecutive events of one stream that are delivered together, 1 to 1024. With more than one, events that fail together are
    /// delivered again one by one, so the others of their stream may overtake a failing one.
    /// </summary>
    public int EventsPerDelivery { get; set; } = 1;

    /// <summary>
    /// Messages in a queue before the broker refuses more, 1 or more; a refused event is an error to whoever publishes it. A message may carry up
    /// to 64 events or about 128 KiB, so a million may take 130 GB on disk: where that matters, set a policy with <c>max-length-bytes</c>, too.
    /// </summary>
    public long MaxQueueLength { get; set; } = 1_000_000;

    /// <summary>
    /// Deliveries of one message before the broker gives it up. Each lost connection counts, so keep it high: it only stops a message
    /// that kills whoever reads it. 10 or more.
    /// </summary>
    public int DeliveryLimit { get; set; } = 1000;

    /// <summary>Channels to publish on, 1 to 64; one stream always uses the same.</summary>
    public int PublishChannels { get; set; } = 4;

    /// <summary>How long the broker may take to confirm, 100 ms to 5 min.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may take, 100 ms to 1 min.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Pause after a failed attempt to reach the broker, 10 ms to 1 min.</summary>
    public TimeSpan ReconnectPause { get; set; } = TimeSpan.FromMilliseconds(500);
}
