namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>An event that was read from a message.</summary>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Item">The event.</param>
/// <param name="RequestContext">Orleans' request context, or null.</param>
public sealed record ReceivedEvent(StreamId Stream, object Item, Dictionary<string, object>? RequestContext = null);
