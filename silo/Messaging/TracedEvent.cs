using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Silo.Messaging;

/// <summary>An event on its way out, when its trace is recorded: the message names the span of its publishing, the event itself that of its request.</summary>
/// <param name="Event">The event.</param>
/// <param name="TraceParent">W3C Trace Context of the publishing.</param>
internal sealed record TracedEvent(FeedEvent Event, string TraceParent);
