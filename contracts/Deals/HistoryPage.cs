using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Contracts.Deals;

/// <summary>A page of events, oldest first.</summary>
/// <param name="Items">The events.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.HistoryPage")]
public sealed record HistoryPage(
    [property: Id(0)] ImmutableArray<FeedEvent> Items,
    [property: Id(1)] string? NextCursor);
