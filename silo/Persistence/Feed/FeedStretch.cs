using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Persistence.Feed;

/// <summary>Events and head as one snapshot of the database shows them.</summary>
/// <param name="Head">The head in that snapshot.</param>
/// <param name="Events">The events, in order and without gaps.</param>
/// <param name="Complete">Whether no further event of those asked for stands in the snapshot.</param>
public sealed record FeedStretch(FeedHead Head, ImmutableArray<FeedEvent> Events, bool Complete);
