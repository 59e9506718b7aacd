namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>The content of a message between Orleans applications.</summary>
[GenerateSerializer, Immutable, Alias("crm.streaming.rabbitmq.OrleansMessage")]
internal sealed record OrleansMessage(
    [property: Id(0)] StreamId Stream,
    [property: Id(1)] object Item,
    [property: Id(2)] Dictionary<string, object>? RequestContext);
