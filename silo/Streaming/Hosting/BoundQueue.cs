namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A queue of work that is no stream: it gets some of the events of an exchange, for consumers that the provider knows nothing of.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Exchange">One of <see cref="RabbitMqStreamOptions.Exchanges"/>.</param>
/// <param name="RoutingKey">What it gets: a pattern of a topic exchange, such as <c>deal.#</c>.</param>
public sealed record BoundQueue(string Name, string Exchange, string RoutingKey);
