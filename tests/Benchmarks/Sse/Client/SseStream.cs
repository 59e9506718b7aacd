using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Sse.Client;

/// <summary>One client of a stream, as cheap as can be: a socket, a buffer, and no text.</summary>
internal sealed class SseStream(IPEndPoint server, string path, int clients, bool notesArrivals, DeliveryCount count)
    : IDisposable
{
    private const int ManyClients = 2_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(clients > ManyClients ? 4 << 10 : 64 << 10);
    private ChunkedBody _chunks;
    private EventLines _lines;

    public bool Ended { get; private set; }

    /// <summary>Position and time of arrival (a <see cref="Stopwatch"/> timestamp) of each event, in order.</summary>
    public List<(long Position, long At)> Arrivals { get; } = [];

    /// <summary>Returns when the answer has begun; what follows is read in the background.</summary>
    public async Task OpenAsync()
    {
        await _socket.ConnectAsync(server);
        await _socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {Tokens.Access}\r\nAccept: text/event-stream\r\n\r\n"));
        var length = 0;
        int end;
        while ((end = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (received == 0)
                throw new InvalidOperationException("The server hung up.");
            length += received;
        }

        var head = Encoding.ASCII.GetString(_buffer, 0, end);
        if (!head.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) || !head.Contains("chunked", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException(head);
        Take(end + 4, length);
        _ = ReadAsync();
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            while (await _socket.ReceiveAsync(_buffer.AsMemory()) is var received and > 0)
                Take(0, received);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Told by Ended.
        }

        Ended = true;
    }

    private void Take(int from, int to)
    {
        var at = notesArrivals ? Stopwatch.GetTimestamp() : 0;
        var rest = _buffer.AsSpan(from..to);
        var events = 0;
        while (_chunks.TryTake(ref rest, out var content))
            events += notesArrivals ? _lines.Note(content, at, Arrivals) : EventLines.Count(content, ref _lines);
        if (events > 0)
            count.Add(events);
    }
}
