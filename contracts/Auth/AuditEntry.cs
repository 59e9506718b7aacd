namespace Crm.Actors.Contracts.Auth;

/// <summary>A security event: who did what to whom, from where, and how it ended.</summary>
[GenerateSerializer, Immutable, Alias("crm.AuditEntry")]
public sealed record AuditEntry
{
    /// <summary>Rises with time.</summary>
    [Id(0)] public required long Id { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>What, such as <c>session.started</c>.</summary>
    [Id(2)] public required string Action { get; init; }

    /// <summary><c>ok</c>, or why not, such as <c>unauthenticated</c>.</summary>
    [Id(3)] public required string Outcome { get; init; }

    /// <summary>Who; null when nobody has proved to be anybody.</summary>
    [Id(4)] public required Guid? ActorId { get; init; }

    /// <summary>Whose account; null when there is none.</summary>
    [Id(5)] public required Guid? UserId { get; init; }

    /// <summary>The address that was named, where no account is known by id.</summary>
    [Id(6)] public required string? Email { get; init; }

    [Id(7)] public required Origin Origin { get; init; }

    /// <summary>The role, the team, the session or what else belongs to it; or null.</summary>
    [Id(8)] public required string? Detail { get; init; }

    /// <summary>W3C Trace Context of the request, if any.</summary>
    [Id(9)] public required string? TraceParent { get; init; }
}
