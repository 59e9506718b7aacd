namespace Crm.Actors.Contracts.Auth;

/// <summary>Which security events to list, newest first. For administrators.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="UserId">Only those of this account; null for all.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="AuditPage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListAudit")]
public sealed record ListAudit(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid? UserId,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor);
