using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Readers of the event stream that come back with the last id whenever they are cut off.</summary>
public sealed class StreamReaders : IAsyncDisposable
{
    private const string Path = "/api/v1/deals/stream";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Reader> _readers = [];
    private readonly List<CrmClient> _clients = [];

    /// <summary>How often they connected, the first time included.</summary>
    public int Connections => _readers.Sum(static reader => reader.Follower.Connections);

    public int Count => _readers.Count;

    /// <summary>Starts readers, spread over the addresses, and waits until each knows where it is.</summary>
    public static async Task<StreamReaders> StartAsync(IReadOnlyList<string> urls, string token, int count)
    {
        var readers = new StreamReaders();
        readers._clients.AddRange(urls.Select(url => new CrmClient(url, token)));
        for (var i = 0; i < count; i++)
            readers._readers.Add(new Reader(readers._clients[i % readers._clients.Count]));
        await Condition.WaitAsync(
            () => readers._readers.TrueForAll(static r => r.Follower.LastEventId is not null),
            Patience,
            () => $"{count} streams open, but {readers._readers.Count(static r => r.Follower.LastEventId is not null)} did");
        foreach (var reader in readers._readers)
            reader.Start = reader.Follower.Position;
        return readers;
    }

    /// <summary>Whether all have come to a position.</summary>
    public bool AreAt(long position) => _readers.TrueForAll(reader => reader.Follower.Position >= position);

    /// <summary>What each saw.</summary>
    public IReadOnlyList<StreamSeen> Seen() => [.. _readers.Select(static (reader, i) => new StreamSeen($"stream {i}", reader.Start, reader.Messages()))];

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_readers.Select(static reader => reader.Follower.DisposeAsync().AsTask()));
        _clients.ForEach(static client => client.Dispose());
    }

    private sealed class Reader
    {
        private readonly List<StreamSeen.Message> _messages = [];

        public Reader(CrmClient client) => Follower = new StreamFollower(client, Path, null, Take);

        public StreamFollower Follower { get; }

        public long Start { get; set; }

        public List<StreamSeen.Message> Messages()
        {
            lock (_messages)
                return [.. _messages];
        }

        private void Take(StreamMessage message)
        {
            var isEvent = message.Event.StartsWith("deal.", StringComparison.Ordinal);
            lock (_messages)
                _messages.Add(new StreamSeen.Message(message.Position, isEvent ? message.EventId : Guid.Empty));
        }
    }
}
