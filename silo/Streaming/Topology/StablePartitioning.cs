using System.Globalization;
using System.IO.Hashing;
using Orleans.Streams;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Which queue carries a stream: for streams with whole numbers as keys the key modulo the number of queues, which spreads them evenly;
/// for others XxHash32 of namespace and key. The same in every process and for ever.
/// </summary>
/// <param name="name">The stream provider's name.</param>
/// <param name="queueCount">How many queues there are.</param>
public sealed class StablePartitioning(string name, int queueCount) : IStreamQueueMapper
{
    private readonly QueueId[] _queues = [.. Enumerable.Range(0, queueCount).Select(number => QueueId.GetQueueId(name, (uint)number, (uint)number))];

    /// <inheritdoc/>
    public IEnumerable<QueueId> GetAllQueues() => _queues;

    /// <inheritdoc/>
    public QueueId GetQueueForStream(StreamId streamId) => _queues[NumberOf(streamId)];

    /// <summary>The number of the queue of a stream, from 0.</summary>
    public int NumberOf(StreamId streamId) =>
        long.TryParse(streamId.Key.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? (int)(key % queueCount)
            : (int)(XxHash32.HashToUInt32(streamId.FullKey.Span) % (uint)queueCount);
}
