using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Users;

/// <summary>A page of users.</summary>
/// <param name="Items">The users.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.UserPage")]
public sealed record UserPage([property: Id(0)] ImmutableArray<UserView> Items, [property: Id(1)] string? NextCursor);
