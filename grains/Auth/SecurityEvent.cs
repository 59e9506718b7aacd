using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>Who did what to whom, from where, and how it ended.</summary>
/// <param name="Action">What.</param>
/// <param name="Outcome"><c>ok</c>, or why not, such as <c>unauthenticated</c>.</param>
/// <param name="ActorId">Who; null when nobody has proved to be anybody.</param>
/// <param name="UserId">Whose account; null when there is none.</param>
/// <param name="Email">The address that was named, in its normalized form, where no account is known by id; null otherwise.</param>
/// <param name="Origin">From where.</param>
/// <param name="Detail">The role, the session or what else belongs to it; or null.</param>
/// <param name="TraceParent">W3C Trace Context of the request, if any.</param>
public sealed record SecurityEvent(
    AuditedAction Action, string Outcome, Guid? ActorId, Guid? UserId, string? Email, Origin Origin, string? Detail, string? TraceParent);
