using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Backlog;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Actors.Silo.Messaging;

/// <summary>What waits at the broker, dead letters among it.</summary>
internal sealed class BrokerBacklog([FromKeyedServices(EventStreams.Provider)] RabbitMqDepths depths) : IBacklogSource
{
    /// <inheritdoc/>
    public async Task ReadAsync(BacklogReading reading, CancellationToken cancellation)
    {
        foreach (var (queue, messages) in await depths.ReadAsync(cancellation))
        {
            reading.Queues.Add((queue, messages));
            if (string.Equals(queue, depths.DeadLetters, StringComparison.Ordinal))
                reading.DeadLetters = messages;
        }
    }
}
