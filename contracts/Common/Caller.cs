using System.Collections.Immutable;

namespace Crm.Actors.Contracts;

/// <summary>Who asks, with the rights that the gateway established from the access token.</summary>
/// <param name="UserId">The subject of the access token.</param>
/// <param name="Roles">Role names such as <c>ROLE_MANAGER</c>.</param>
/// <param name="Teams">The teams that the user belongs to.</param>
/// <param name="Locale">BCP 47 language tag for texts made for this caller.</param>
/// <param name="TraceParent">W3C Trace Context of the request, carried into every event that it causes.</param>
[GenerateSerializer, Immutable, Alias("crm.Caller")]
public sealed record Caller(
    [property: Id(0)] Guid UserId,
    [property: Id(1)] ImmutableArray<string> Roles,
    [property: Id(2)] ImmutableArray<Guid> Teams,
    [property: Id(3)] string Locale,
    [property: Id(4)] string? TraceParent);
