namespace Crm.Actors.Contracts.Notes;

/// <summary>A note on a deal.</summary>
[GenerateSerializer, Immutable, Alias("crm.NoteView")]
public sealed record NoteView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far; also the strong ETag. Above 1 the note was edited.</summary>
    [Id(1)] public required long Version { get; init; }

    [Id(2)] public required Guid DealId { get; init; }

    [Id(3)] public required Guid AuthorId { get; init; }

    /// <summary>1 to 10,000 characters; may have several lines.</summary>
    [Id(4)] public required string Text { get; init; }

    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(6)] public required DateTimeOffset UpdatedAt { get; init; }
}
