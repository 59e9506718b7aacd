using System.Collections.Concurrent;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>The work queues of a provider's broker.</summary>
public sealed class RabbitMqQueues
{
    private readonly ConcurrentDictionary<string, RabbitMqQueue> _queues = new(StringComparer.Ordinal);
    private readonly Broker _broker;
    private readonly TimeProvider _time;

    internal RabbitMqQueues(Broker broker, TimeProvider time) => (_broker, _time) = (broker, time);

    /// <exception cref="ArgumentException">It is none of <see cref="RabbitMqStreamOptions.WorkQueues"/>, so nobody would have made it.</exception>
    public RabbitMqQueue this[string name] => _broker.Options.WorkQueues.Any(queue => string.Equals(queue.Name, name, StringComparison.Ordinal))
        ? _queues.GetOrAdd(name, static (queue, of) => new RabbitMqQueue(of._broker, queue, of._time), this)
        : throw new ArgumentException($"'{name}' is no work queue of this provider.", nameof(name));
}
