using System.Collections.Immutable;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>An API key as its owner and administrators see it: never its secret.</summary>
[GenerateSerializer, Immutable, Alias("crm.ApiKeyView")]
public sealed record ApiKeyView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid OwnerId { get; init; }

    /// <summary>1 to 100 characters.</summary>
    [Id(2)] public required string Name { get; init; }

    /// <summary>Names of <see cref="ApiKeyScopes"/> in ordinal order.</summary>
    [Id(3)] public required ImmutableArray<string> Scopes { get; init; }

    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(5)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To the minute; null when it was never used.</summary>
    [Id(6)] public required DateTimeOffset? LastUsedAt { get; init; }
}
