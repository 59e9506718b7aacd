using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Word that an aggregate has got as far as a version. What happened up to there is read from the log.</summary>
/// <param name="Subject">The aggregate.</param>
/// <param name="Version">Its version.</param>
/// <param name="Delivered">The event as a stream brought it; null when the word comes from the log itself.</param>
public readonly record struct AnnouncedEvent(Guid Subject, long Version, FeedEvent? Delivered);
