namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>How much waits in the queues of a provider's broker.</summary>
public sealed class RabbitMqDepths
{
    private readonly Broker _broker;

    internal RabbitMqDepths(Broker broker) => _broker = broker;

    /// <summary>The name of the queue of dead letters.</summary>
    public string DeadLetters => _broker.Options.DeadLetters;

    /// <summary>Asks for every queue of the streams, every work queue, and that of dead letters. Takes nothing out of any.</summary>
    /// <returns>The messages that no consumer has, by queue.</returns>
    /// <exception cref="BrokerUnavailableException">The broker cannot be reached.</exception>
    public async Task<IReadOnlyList<(string Queue, long Messages)>> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            await using var channel = await (await _broker.Consuming.GetAsync(cancellation)).CreateChannelAsync(cancellationToken: cancellation);
            var depths = new List<(string Queue, long Messages)>();
            foreach (var queue in Names())
                depths.Add((queue, (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount));
            return depths;
        }
        catch (Exception problem) when (problem is not BrokerUnavailableException && BrokerFault.Is(problem, cancellation))
        {
            throw new BrokerUnavailableException(BrokerFault.Describe(problem), problem);
        }
    }

    private IEnumerable<string> Names()
    {
        var options = _broker.Options;
        return Enumerable.Range(0, options.QueueCount).Select(queue => BrokerTopology.QueueName(options, queue))
            .Concat(options.WorkQueues.Select(static queue => queue.Name))
            .Append(options.DeadLetters);
    }
}
