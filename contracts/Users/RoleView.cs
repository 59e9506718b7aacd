namespace Crm.Actors.Contracts.Users;

/// <summary>A role that users can be given.</summary>
[GenerateSerializer, Immutable, Alias("crm.RoleView")]
public sealed record RoleView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far; 1 for the roles that every installation has.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary><c>ROLE_</c> and up to 45 capital letters, digits or underscores.</summary>
    [Id(2)] public required string Name { get; init; }

    /// <summary>Up to 200 characters, or null.</summary>
    [Id(3)] public required string? Description { get; init; }

    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }
}
