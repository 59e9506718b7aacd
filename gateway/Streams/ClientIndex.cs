namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// Attached clients by the most selective part of their filter, so that an event meets only clients that it may concern. Each client is
/// in one bucket. Used under the hub's lock.
/// </summary>
public sealed class ClientIndex
{
    private readonly Dictionary<Guid, ClientBucket> _bySubject = [];
    private readonly Dictionary<Guid, ClientBucket> _byOwner = [];
    private readonly Dictionary<Guid, ClientBucket> _byUser = [];
    private readonly Dictionary<string, ClientBucket> _byStage = new(StringComparer.Ordinal);
    private readonly ClientBucket _rest = new();

    public void Add(StreamClient client)
    {
        var filter = client.Filter;
        var bucket = filter switch
        {
            { Subject: { } subject } => In(_bySubject, subject),
            { User: { } user } => In(_byUser, user),
            { Owner: { } owner } => In(_byOwner, owner),
            { Stage: { } stage } => In(_byStage, stage),
            _ => _rest,
        };
        bucket.Add(client);
    }

    /// <summary>Removes a client; does nothing when it is not here.</summary>
    public void Remove(StreamClient client)
    {
        if (client.Bucket is not { } bucket)
            return;
        bucket.Remove(client);
        if (bucket.Count > 0 || bucket == _rest)
            return;
        var filter = client.Filter;
        if (filter.Subject is { } subject)
            _bySubject.Remove(subject);
        else if (filter.User is { } user)
            _byUser.Remove(user);
        else if (filter.Owner is { } owner)
            _byOwner.Remove(owner);
        else if (filter.Stage is { } stage)
            _byStage.Remove(stage);
    }

    /// <summary>Collects the buckets whose clients may want a frame. No client is met twice.</summary>
    /// <returns>How many of <paramref name="buckets"/> were filled, at most <see cref="MostBuckets"/>.</returns>
    public int Candidates(EventFrame frame, Span<ClientBucket?> buckets)
    {
        var count = 0;
        ref readonly var a = ref frame.Attributes;
        if (_rest.Count > 0)
            buckets[count++] = _rest;
        if (_bySubject.TryGetValue(frame.Subject, out var found))
            buckets[count++] = found;
        if (a.Deal is { } deal && _bySubject.TryGetValue(deal, out found))
            buckets[count++] = found;
        if (a.User is { } user && _byUser.TryGetValue(user, out found))
            buckets[count++] = found;
        if (a.Assignee is { } assignee && _byUser.TryGetValue(assignee, out found))
            buckets[count++] = found;
        if (a.Creator is { } creator && creator != a.Assignee && _byUser.TryGetValue(creator, out found))
            buckets[count++] = found;
        if (a.AssigneeBefore is { } former && former != a.Assignee && former != a.Creator && _byUser.TryGetValue(former, out found))
            buckets[count++] = found;
        if (a.Owner is { } owner && _byOwner.TryGetValue(owner, out found))
            buckets[count++] = found;
        if (a.OwnerBefore is { } ownerBefore && ownerBefore != a.Owner && _byOwner.TryGetValue(ownerBefore, out found))
            buckets[count++] = found;
        if (a.Stage is { } stage && _byStage.TryGetValue(stage, out found))
            buckets[count++] = found;
        if (a.StageBefore is { } before && !string.Equals(before, a.Stage, StringComparison.Ordinal) && _byStage.TryGetValue(before, out found))
            buckets[count++] = found;
        return count;
    }

    /// <summary>The most buckets that one frame can concern.</summary>
    public const int MostBuckets = 11;

    private static ClientBucket In<TKey>(Dictionary<TKey, ClientBucket> buckets, TKey key)
        where TKey : notnull
    {
        if (!buckets.TryGetValue(key, out var bucket))
            buckets.Add(key, bucket = new());
        return bucket;
    }
}
