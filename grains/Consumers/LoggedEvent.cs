using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Grains.Consumers;

/// <summary>An event as the log has it.</summary>
/// <param name="Event">The event.</param>
/// <param name="SchemaVersion">The version of its data's shape.</param>
public sealed record LoggedEvent(FeedEvent Event, short SchemaVersion);
