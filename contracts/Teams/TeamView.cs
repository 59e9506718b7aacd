namespace Crm.Actors.Contracts.Teams;

/// <summary>A team that users can be members of.</summary>
[GenerateSerializer, Immutable, Alias("crm.TeamView")]
public sealed record TeamView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>1 to 100 characters; unique without regard to case.</summary>
    [Id(2)] public required string Name { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(4)] public required DateTimeOffset UpdatedAt { get; init; }
}
