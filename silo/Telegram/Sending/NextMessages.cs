using System.Collections.Immutable;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>What goes out next in a lane.</summary>
/// <param name="Messages">The first ones of the lane, which become one; not empty.</param>
/// <param name="Recipient">Who gets them.</param>
/// <param name="FoundAt">When that was found out, as a timestamp of the clock.</param>
internal sealed record NextMessages(ImmutableArray<PendingMessage> Messages, Recipient Recipient, long FoundAt);
