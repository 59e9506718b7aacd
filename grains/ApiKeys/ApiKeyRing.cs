using System.Collections.Immutable;
using Crm.Actors.Contracts.ApiKeys;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>The keys of one user, oldest first, without their hashes.</summary>
[GenerateSerializer, Immutable, Alias("crm.ApiKeyRing")]
public sealed record ApiKeyRing([property: Id(0)] long Version, [property: Id(1)] ImmutableArray<ApiKeyView> Keys);
