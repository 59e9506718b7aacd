namespace Crm.Actors.Chaos.Recording;

/// <summary>One line of the ledger: a request that is about to be sent, or how it ended.</summary>
/// <param name="Key">The edit's Idempotency-Key.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="At">Since the run began.</param>
public abstract record LedgerRecord(string Key, int Attempt, TimeSpan At);

/// <summary>A request that is about to be sent.</summary>
/// <param name="Key">The edit's Idempotency-Key.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="At">Since the run began.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Deal">The deal, the payment that gets an entry, the pipeline or the task; null for a new one.</param>
/// <param name="Trace">Its <c>traceparent</c>, the same for all attempts, by which its event is found in the log.</param>
/// <param name="Argument">The stage, or the times of reminders, that it asks for; else null.</param>
/// <param name="Gateway">To which gateway it goes.</param>
public sealed record Sent(string Key, int Attempt, TimeSpan At, EditKind Kind, Guid? Deal, string Trace, string? Argument, int Gateway)
    : LedgerRecord(Key, Attempt, At);

/// <summary>The answer to a request.</summary>
/// <param name="Key">The edit's Idempotency-Key.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="At">Since the run began.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Deal">The deal, payment, pipeline or task that a 2xx speaks of.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">Of body and entity tag, to compare answers.</param>
/// <param name="RetryAfter">Seconds, or null.</param>
/// <param name="Entry">The entry of the payment, where it speaks of one.</param>
public sealed record Answered(string Key, int Attempt, TimeSpan At, int Status, Guid? Deal, long Version, string Digest, int? RetryAfter, Guid? Entry = null)
    : LedgerRecord(Key, Attempt, At)
{
    /// <summary>From the request to the answer, without the ledger's own time on the disk before it.</summary>
    public TimeSpan Took { get; init; }

    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>Nothing was decided for good.</summary>
    public bool IsUndecided => Status is 429 or >= 500;
}

/// <summary>There was no answer: the connection was lost, or patience.</summary>
/// <param name="Key">The edit's Idempotency-Key.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="At">Since the run began.</param>
/// <param name="Reason">What the client saw.</param>
public sealed record Unanswered(string Key, int Attempt, TimeSpan At, string Reason) : LedgerRecord(Key, Attempt, At);
