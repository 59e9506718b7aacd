using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Users.Events;

/// <summary>Where a user stands after an event.</summary>
/// <param name="Roles">Role names in ordinal order.</param>
/// <param name="Disabled">Whether the user may not log in.</param>
/// <param name="Teams">The teams that the user belongs to, in order; empty in events from before there were teams.</param>
public sealed record UserContext(ImmutableArray<string> Roles, bool Disabled, ImmutableArray<Guid> Teams);
