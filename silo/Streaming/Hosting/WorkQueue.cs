namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A queue for work that is no stream, for consumers that the provider knows nothing of.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Exchange">One of <see cref="RabbitMqStreamOptions.Exchanges"/> that it gets events of, too; null for a queue of the default exchange alone.</param>
/// <param name="RoutingKey">Which of them: a pattern of a topic exchange, such as <c>deal.#</c>. With an exchange, and with nothing else.</param>
public sealed record WorkQueue(string Name, string? Exchange = null, string? RoutingKey = null);
