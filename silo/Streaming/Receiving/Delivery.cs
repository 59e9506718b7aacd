namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A message, or a part of one, that the broker waits to hear of.</summary>
/// <param name="Source">The consumer that it came through; its tag means nothing to another.</param>
/// <param name="Tag">The broker's number of the delivery.</param>
/// <param name="Message">The message.</param>
internal sealed record Delivery(QueueConsumer Source, ulong Tag, IncomingMessage Message)
{
    /// <summary>Of how many events, itself included, the batch was with which it failed before; 0 when it has not failed.</summary>
    public int FailedAmong { get; init; }

    /// <summary>The message that it came in, when that carried others, too; <see cref="Message"/> has its own body then, and the properties of all.</summary>
    public SharedMessage? Shared { get; init; }
}
