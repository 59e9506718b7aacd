using System.Text;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Streaming.RabbitMq;

namespace Crm.Actors.Silo.Messaging;

/// <summary>Where committed events are published; see <c>env.example</c>.</summary>
internal sealed record MessagingSettings
{
    /// <summary>The queue of what goes to Telegram.</summary>
    public const string TelegramNotifications = "notifications.telegram";

    /// <summary>The queue of what comes from Telegram.</summary>
    public const string TelegramUpdates = "telegram.updates";

    /// <summary>The type of the events that are messages for Telegram.</summary>
    private const string TelegramMessage = "notification.telegram";

    private const string BrokerVariable = "RABBITMQ_URL";

    /// <summary>The RabbitMQ broker; null for streams in the memory of the silos. It holds a password.</summary>
    public required Uri? Broker { get; init; }

    /// <summary>The topic exchange of all events but those of tasks.</summary>
    public required string EventsExchange { get; init; }

    /// <summary>The topic exchange of the events of tasks.</summary>
    public required string TasksExchange { get; init; }

    /// <summary>Queues that the streams share, 1 to 64. All silos need the same number.</summary>
    public required int Queues { get; init; }

    /// <exception cref="ConfigurationException">A variable is unusable.</exception>
    public static MessagingSettings Read(EnvironmentVariables environment) => new()
    {
        Broker = ReadBroker(environment),
        EventsExchange = ReadExchange(environment, "CRM_EVENTS_EXCHANGE", "crm.events"),
        TasksExchange = ReadExchange(environment, "CRM_TASKS_EXCHANGE", "tasks.events"),
        Queues = environment.GetInt32("CRM_STREAM_QUEUES", 8, 1, 64),
    };

    /// <summary>Sets the names that are part of the interface, and what suits consumers that apply batches and tell repeats themselves.</summary>
    public void Configure(RabbitMqStreamOptions options, Uri broker)
    {
        options.ConnectionUri = broker;
        options.ConnectionName = "crm-silo";
        options.Exchanges = [EventsExchange, TasksExchange];
        options.PartitionExchange = "crm.partitions";
        options.QueuePrefix = "crm.partition";
        options.DeadLetters = "crm.dead-letters";
        options.WorkQueues = [new(TelegramNotifications, EventsExchange, TelegramMessage), new(TelegramUpdates)];
        options.QueueCount = Queues;
        options.EventsPerDelivery = 256;
        options.Prefetch = 512; // messages of up to 64 events or 128 KiB: at most about 64 MB a queue
    }

    /// <summary>Without the password.</summary>
    public override string ToString() =>
        $"{(Broker is null ? "memory" : BrokerUrl.Shown(Broker))}, exchanges {EventsExchange} and {TasksExchange}, {Queues} queues";

    private static Uri? ReadBroker(EnvironmentVariables environment)
    {
        try
        {
            return environment.Find(BrokerVariable) is { } text ? BrokerUrl.Parse(text) : null;
        }
        catch (FormatException problem)
        {
            throw new ConfigurationException(BrokerVariable, $"is not a usable broker URL: {problem.Message}");
        }
    }

    /// <summary>A name that AMQP 0-9-1 takes (a short string) and that is nobody else's (<c>amq.</c> is the broker's own).</summary>
    private static string ReadExchange(EnvironmentVariables environment, string name, string otherwise)
    {
        var exchange = environment.Find(name) ?? otherwise;
        if (Encoding.UTF8.GetByteCount(exchange) > 255 || exchange.Any(char.IsControl))
            throw new ConfigurationException(name, "is not an exchange name of up to 255 bytes");
        return exchange.StartsWith("amq.", StringComparison.Ordinal)
            ? throw new ConfigurationException(name, "begins with amq., which is reserved for the broker")
            : exchange;
    }
}
