using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Grains.Consumers;

/// <summary>An event that a consumer gave up on.</summary>
/// <param name="Consumer">The consumer's name, such as <c>pipeline-summary</c>.</param>
/// <param name="Event">The event.</param>
/// <param name="Reason">One word, such as <c>failed</c>.</param>
/// <param name="FirstError">What went wrong the first time.</param>
/// <param name="LastError">What went wrong the last time.</param>
/// <param name="Attempts">How often it was tried, 1 or more.</param>
public sealed record ParkedEvent(string Consumer, FeedEvent Event, string Reason, string FirstError, string LastError, int Attempts);
