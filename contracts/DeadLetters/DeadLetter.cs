namespace Crm.Actors.Contracts.DeadLetters;

/// <summary>A message that could not be processed, and why.</summary>
[GenerateSerializer, Immutable, Alias("crm.DeadLetter")]
public sealed record DeadLetter
{
    /// <summary>Names the letter; the same event parked by two consumers is two letters.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The consumer that gave up, or the queue's reader for what is no event at all.</summary>
    [Id(1)] public required string Consumer { get; init; }

    /// <summary>One word such as <c>unreadable</c>, <c>failed</c> or <c>undelivered</c>.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>What went wrong the first time.</summary>
    [Id(3)] public required string FirstError { get; init; }

    /// <summary>What went wrong the last time.</summary>
    [Id(4)] public required string LastError { get; init; }

    /// <summary>How often it was tried.</summary>
    [Id(5)] public required int Attempts { get; init; }

    /// <summary>When it was given up, UTC.</summary>
    [Id(6)] public required DateTimeOffset At { get; init; }

    /// <summary>The event's type as far as it could be told, such as <c>deal.updated</c>.</summary>
    [Id(7)] public string? Type { get; init; }

    /// <summary>The event's aggregate as far as it could be told.</summary>
    [Id(8)] public string? Subject { get; init; }

    /// <summary>The aggregate's version, likewise.</summary>
    [Id(9)] public long? Sequence { get; init; }

    /// <summary>The message as text, cut after 4096 characters.</summary>
    [Id(10)] public required string Body { get; init; }
}
