namespace Crm.Actors.Contracts.Auth;

/// <summary>A session that is going on.</summary>
[GenerateSerializer, Immutable, Alias("crm.SessionView")]
public sealed record SessionView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its refresh token was last exchanged.</summary>
    [Id(2)] public required DateTimeOffset LastUsedAt { get; init; }

    [Id(3)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where it was started.</summary>
    [Id(4)] public required Origin Origin { get; init; }
}
