using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Auth;

/// <summary>A page of security events.</summary>
/// <param name="Items">The events.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.AuditPage")]
public sealed record AuditPage([property: Id(0)] ImmutableArray<AuditEntry> Items, [property: Id(1)] string? NextCursor);
