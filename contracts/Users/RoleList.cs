using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Users;

/// <summary>All roles, by name.</summary>
[GenerateSerializer, Immutable, Alias("crm.RoleList")]
public sealed record RoleList([property: Id(0)] ImmutableArray<RoleView> Items);
