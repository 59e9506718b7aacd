using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Feed;

/// <summary>A stretch of the feed.</summary>
/// <param name="Epoch">The log's name; changes when a restore or fail-over may have lost its end. Letters and digits.</param>
/// <param name="Events">In position order, without gaps; empty when nothing came in time.</param>
/// <param name="Head">The newest position known.</param>
/// <param name="OldestResumable">Positions below this are past the retention of streams.</param>
[GenerateSerializer, Immutable, Alias("crm.FeedPage")]
public sealed record FeedPage(
    [property: Id(0)] string Epoch,
    [property: Id(1)] ImmutableArray<FeedEvent> Events,
    [property: Id(2)] long Head,
    [property: Id(3)] long OldestResumable);
