using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A message as it arrived.</summary>
/// <param name="Exchange">Where it was published.</param>
/// <param name="RoutingKey">With which key.</param>
/// <param name="Properties">Its properties and headers.</param>
/// <param name="Body">Its content.</param>
public sealed record IncomingMessage(string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);
