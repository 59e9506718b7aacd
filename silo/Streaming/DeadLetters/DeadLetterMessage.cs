namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A dead letter as it lies in its queue.</summary>
/// <param name="Id">Names it; the same message given up by the same consumer again has the same name.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="Queue">The queue that it came from.</param>
/// <param name="At">When it was given up, UTC.</param>
/// <param name="Message">The message, with its own properties and headers.</param>
public sealed record DeadLetterMessage(string Id, DeadLetterReason Reason, string Queue, DateTimeOffset At, IncomingMessage Message);
