using System.Collections.Concurrent;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.Gateway.Caching;

/// <summary>How far a gateway knows the log at a moment, and what it knows of topics at any time since.</summary>
/// <param name="epoch">The log's name.</param>
/// <param name="start">Every event after this position is known, up to the next.</param>
/// <param name="position">Up to here.</param>
/// <param name="newest">The newest event of each topic that is known.</param>
internal sealed class FeedView(string epoch, long start, long position, ConcurrentDictionary<Topic, long> newest)
{
    public string Epoch { get; } = epoch;

    public long Position { get; } = position;

    /// <summary>Whether everything up to where a client has been is known.</summary>
    public bool Covers(StreamPosition? client) => client is not { } there || (there.Position <= Position && IsOf(there.Epoch));

    /// <summary>Whether an answer that counts all events up to a position is still right.</summary>
    public bool IsCurrent(string log, long through, Topic changedBy) => IsOf(log) && through >= start && through >= newest.GetValueOrDefault(changedBy);

    /// <summary>
    /// Whether an answer may be kept. One that is behind an event of its topic, because the one who gave it has yet to hear of that, would stay wrong.
    /// </summary>
    /// <param name="rested">The position that came with the answer.</param>
    /// <param name="restsOn">The topic that it is a position of.</param>
    /// <param name="isProgress">It says how far the log was counted, so it must be in the part of the log that is known.</param>
    public bool MayKeep(long rested, Topic restsOn, bool isProgress) => rested >= newest.GetValueOrDefault(restsOn) && (!isProgress || rested >= start);

    private bool IsOf(string log) => string.Equals(log, Epoch, StringComparison.Ordinal);
}
