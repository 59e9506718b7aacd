namespace Crm.Actors.Contracts.Feed;

/// <summary>
/// Which of the fixed number of streams carries an aggregate's events. One aggregate is always in one partition, so its events stay in
/// order; SQL can compute the same (<c>get_byte(uuid_send(aggregate_id), 15) &amp; 63</c>). Neither the number nor the rule may change
/// while events are on their way.
/// </summary>
public static class EventPartition
{
    /// <summary>How many partitions there are: 0 to 63.</summary>
    public const int Count = 64;

    /// <summary>The partition of an aggregate: the low bits of its id, whose last bytes are random (UUIDv7, RFC 9562) or a hash.</summary>
    public static int Of(Guid aggregateId)
    {
        Span<byte> bytes = stackalloc byte[16];
        aggregateId.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes[15] & (Count - 1);
    }
}
