using System.Collections.Immutable;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>A user's keys that were not revoked, oldest first.</summary>
[GenerateSerializer, Immutable, Alias("crm.ApiKeyList")]
public sealed record ApiKeyList([property: Id(0)] ImmutableArray<ApiKeyView> Items);
