using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Auth;

/// <summary>A user's sessions, the newest use first.</summary>
[GenerateSerializer, Immutable, Alias("crm.SessionList")]
public sealed record SessionList([property: Id(0)] ImmutableArray<SessionView> Items);
