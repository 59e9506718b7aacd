using System.Runtime.InteropServices;

namespace Crm.Actors.Chaos.Recording;

/// <summary>What one reader of the event stream saw.</summary>
/// <param name="Reader">Its name.</param>
/// <param name="Start">The position at which it began; the first event is the next one.</param>
/// <param name="Messages">In order of arrival.</param>
public sealed record StreamSeen(string Reader, long Start, IReadOnlyList<StreamSeen.Message> Messages)
{
    /// <summary>One message.</summary>
    /// <param name="Position">The place in the log that the SSE id names.</param>
    /// <param name="EventId">Empty for a message that is no event of the log, such as a gap.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Message(long Position, Guid EventId);
}
