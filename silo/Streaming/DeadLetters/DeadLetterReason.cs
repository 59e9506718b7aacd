namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Why a message became a dead letter.</summary>
/// <param name="Consumer">Who gave it up.</param>
/// <param name="Reason">One word, such as <c>unreadable</c>, <c>failed</c>, <c>undelivered</c>.</param>
/// <param name="LastError">What went wrong the last time.</param>
public sealed record DeadLetterReason(string Consumer, string Reason, string LastError)
{
    /// <summary>What went wrong the first time, as far as that is known; the same as the last where there was one attempt.</summary>
    public string FirstError { get; init; } = LastError;

    /// <summary>
    /// How often it was tried, 1 or more. A delivery that came back to the queue counts, though the connection may have been lost before
    /// anybody looked at it.
    /// </summary>
    public int Attempts { get; init; } = 1;
}
