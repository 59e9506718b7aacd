using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A message to be published.</summary>
/// <param name="Exchange">One of <see cref="RabbitMqStreamOptions.Exchanges"/>.</param>
/// <param name="RoutingKey">For those who bind queues of their own.</param>
/// <param name="Properties">Its own: the provider sets delivery mode and partition on it.</param>
/// <param name="Body">Stays unchanged until the message is confirmed.</param>
public readonly record struct OutgoingMessage(string Exchange, string RoutingKey, BasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it is no failure when no queue takes it.</summary>
    public bool MayHaveNoRoute { get; init; }
}
