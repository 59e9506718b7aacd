namespace Crm.Actors.Contracts.Feed;

/// <summary>One committed event, as every reader downstream gets it. Becomes a CloudEvent 1.0 on the wire.</summary>
[GenerateSerializer, Immutable, Alias("crm.FeedEvent")]
public sealed record FeedEvent
{
    /// <summary>Place in the log: 1, 2, 3, ... without gaps, in commit order.</summary>
    [Id(0)] public required long Position { get; init; }

    /// <summary>The same on every channel.</summary>
    [Id(1)] public required Guid Id { get; init; }

    /// <summary>Such as <c>deal.updated</c>.</summary>
    [Id(2)] public required string Type { get; init; }

    /// <summary>CloudEvents <c>source</c>, such as <c>/crm/deals</c>.</summary>
    [Id(3)] public required string Source { get; init; }

    /// <summary>The aggregate's id.</summary>
    [Id(4)] public required Guid Subject { get; init; }

    /// <summary>The aggregate's version after this event.</summary>
    [Id(5)] public required long Sequence { get; init; }

    /// <summary>When it was decided, UTC, to the microsecond.</summary>
    [Id(6)] public required DateTimeOffset Time { get; init; }

    [Id(7)] public required Guid ActorId { get; init; }

    [Id(8)] public string? TraceParent { get; init; }

    /// <summary>UTF-8 JSON, exactly as committed.</summary>
    [Id(9)] public required ReadOnlyMemory<byte> Data { get; init; }
}
