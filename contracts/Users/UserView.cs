using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Users;

/// <summary>A user, as administrators and the user see it.</summary>
[GenerateSerializer, Immutable, Alias("crm.UserView")]
public sealed record UserView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>The address as it was given at registration; unique without regard to case.</summary>
    [Id(2)] public required string Email { get; init; }

    /// <summary>1 to 100 characters, or null.</summary>
    [Id(3)] public required string? DisplayName { get; init; }

    /// <summary>Role names in ordinal order.</summary>
    [Id(4)] public required ImmutableArray<string> Roles { get; init; }

    /// <summary>Whether the user may not log in.</summary>
    [Id(5)] public required bool Disabled { get; init; }

    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(7)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The teams that the user belongs to, in order; at most 50.</summary>
    [Id(8)] public required ImmutableArray<Guid> Teams { get; init; }
}
