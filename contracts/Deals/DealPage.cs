using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals;

/// <summary>A page of deals.</summary>
/// <param name="Items">The deals, in the order asked for. Fewer than the limit, or none, also before the last page: when the search for
/// more would take too long.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.DealPage")]
public sealed record DealPage(
    [property: Id(0)] ImmutableArray<DealView> Items,
    [property: Id(1)] string? NextCursor);
