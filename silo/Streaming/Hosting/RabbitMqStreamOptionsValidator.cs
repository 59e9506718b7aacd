using Orleans.Configuration;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Refuses to start with options that cannot work.</summary>
/// <param name="name">The stream provider's name.</param>
/// <param name="options">Its options.</param>
/// <param name="cache">Its cache's options.</param>
public sealed class RabbitMqStreamOptionsValidator(string name, RabbitMqStreamOptions options, SimpleQueueCacheOptions cache) : IConfigurationValidator
{
    private const int LongestName = 200; // AMQP 0-9-1 short strings have 255 bytes, and queues get a suffix

    /// <inheritdoc/>
    /// <exception cref="OrleansConfigurationException">An option is missing or out of its range.</exception>
    public void ValidateConfiguration()
    {
        Require(options.ConnectionUri is { IsAbsoluteUri: true, Scheme: "amqp" or "amqps" }, nameof(options.ConnectionUri), "must be an amqp:// or amqps:// URI");
        Require(options.ConnectionName is { Length: > 0 and <= 100 }, nameof(options.ConnectionName), "must have 1 to 100 characters");
        Require(options.Exchanges is { Count: > 0 } && options.Exchanges.All(IsName), nameof(options.Exchanges), "must name at least one exchange");
        Require(IsName(options.PartitionExchange), nameof(options.PartitionExchange), "must be a name");
        Require(IsName(options.QueuePrefix), nameof(options.QueuePrefix), "must be a name");
        Require(IsName(options.DeadLetters), nameof(options.DeadLetters), "must be a name");
        Require(!options.Exchanges.Contains(options.PartitionExchange, StringComparer.Ordinal), nameof(options.PartitionExchange), "must not be one of the exchanges");
        Require(options.WorkQueues.All(IsQueue), nameof(options.WorkQueues), "must be names, each with one of the exchanges and a routing key or with neither");
        Require(options.QueueCount is >= 1 and <= 1024, nameof(options.QueueCount), "must be 1 to 1024");
        Require(options.Prefetch >= 1 && options.Prefetch <= cache.CacheSize, nameof(options.Prefetch), $"must be 1 to the cache's size of {cache.CacheSize}");
        Require(options.EventsPerDelivery is >= 1 and <= 1024, nameof(options.EventsPerDelivery), "must be 1 to 1024");
        Require(options.MaxQueueLength >= 1, nameof(options.MaxQueueLength), "must be 1 or more");
        Require(options.DeliveryLimit >= 10, nameof(options.DeliveryLimit), "must be 10 or more");
        Require(options.PublishChannels is >= 1 and <= 64, nameof(options.PublishChannels), "must be 1 to 64");
        Require(IsWithin(options.PublishTimeout, 100, 300_000), nameof(options.PublishTimeout), "must be 100 ms to 5 min");
        Require(IsWithin(options.ConnectTimeout, 100, 60_000), nameof(options.ConnectTimeout), "must be 100 ms to 1 min");
        Require(IsWithin(options.ReconnectPause, 10, 60_000), nameof(options.ReconnectPause), "must be 10 ms to 1 min");
    }

    private bool IsQueue(WorkQueue queue) => IsName(queue.Name) && queue switch
    {
        { Exchange: null, RoutingKey: null } => true,
        { Exchange: { } exchange, RoutingKey: not null } => options.Exchanges.Contains(exchange, StringComparer.Ordinal),
        _ => false,
    };

    private static bool IsName(string? text) => text is { Length: > 0 and <= LongestName } && !text.StartsWith("amq.", StringComparison.Ordinal);

    private static bool IsWithin(TimeSpan value, int least, int most) => value.TotalMilliseconds >= least && value.TotalMilliseconds <= most;

    private void Require(bool holds, string option, string rule)
    {
        if (!holds)
            throw new OrleansConfigurationException($"The RabbitMQ stream provider '{name}': {option} {rule}.");
    }
}
