using System.Collections.Concurrent;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.Benchmarks.Sse.Bare;

/// <summary>Wakes all clients.</summary>
internal sealed class BareHub
{
    private readonly ConcurrentDictionary<WakeSignal, bool> _clients = new();
    private long _commits;

    /// <summary>How many there were.</summary>
    public long Commits => Volatile.Read(ref _commits);

    public void Commit()
    {
        Interlocked.Increment(ref _commits);
        foreach (var (client, _) in _clients)
            client.Wake();
    }

    /// <returns>From where on the client gets everything.</returns>
    public long Join(WakeSignal client)
    {
        _clients[client] = true;
        return Commits;
    }

    public void Leave(WakeSignal client) => _clients.TryRemove(client, out _);
}
