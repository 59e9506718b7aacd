namespace Crm.Actors.Gateway.Streams;

/// <summary>Clients that the same events may concern. Removal moves the last one into the hole.</summary>
public sealed class ClientBucket
{
    private StreamClient[] _clients = new StreamClient[1];

    public int Count { get; private set; }

    /// <summary>Walk from the last to the first: then the one at hand may be removed.</summary>
    public StreamClient this[int slot] => _clients[slot];

    public void Add(StreamClient client)
    {
        if (Count == _clients.Length)
            Array.Resize(ref _clients, Count * 2);
        (client.Bucket, client.BucketSlot) = (this, Count);
        _clients[Count++] = client;
    }

    public void Remove(StreamClient client)
    {
        var last = _clients[--Count];
        _clients[client.BucketSlot] = last;
        last.BucketSlot = client.BucketSlot;
        _clients[Count] = null!;
        client.Bucket = null;
    }
}
