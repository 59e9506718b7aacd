using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Crm.Actors.TestKit.Network;

/// <summary>A loopback port that leads to another one until a test breaks it.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, bool> _links = [];
    private readonly int _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _held;
    private int _connections;

    /// <param name="target">The port that it leads to.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there have been.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        foreach (var link in _links.Keys) link.Dispose();
    }

    /// <summary>Resets every connection when its next answer comes: what was asked has happened, and the asker is not told.</summary>
    public void CutAtNextAnswer()
    {
        foreach (var link in _links.Keys) link.CutsAtNextAnswer = true;
    }

    /// <summary>Connections stay open, and nothing passes until <see cref="Release"/>.</summary>
    public void Hold() => _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Undoes <see cref="Hold"/>.</summary>
    public void Release()
    {
        var held = _held;
        _held = null;
        held?.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Release();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Interlocked.Increment(ref _connections);
        using var link = new Link(client);
        try
        {
            await link.Server.ConnectAsync(IPAddress.Loopback, _target);
            _links[link] = true;
            await Task.WhenAny(CopyAsync(link, link.Client, link.Server, answers: false), CopyAsync(link, link.Server, link.Client, answers: true));
        }
        catch (SocketException)
        {
            // The target is away: the client sees its connection closed.
        }
        finally
        {
            _links.TryRemove(link, out _);
        }
    }

    private async Task CopyAsync(Link link, Socket from, Socket to, bool answers)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (_held is { } held)
                    await held.Task;
                if (answers && link.CutsAtNextAnswer)
                    return;
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // One side is gone, and the link with it.
        }
    }

    private sealed class Link : IDisposable
    {
        public Link(Socket client)
        {
            Client = client;
            foreach (var socket in (Socket[])[Client, Server])
            {
                socket.NoDelay = true;
                socket.LingerState = new LingerOption(true, 0);
            }
        }

        public Socket Client { get; }

        public Socket Server { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public volatile bool CutsAtNextAnswer;

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
