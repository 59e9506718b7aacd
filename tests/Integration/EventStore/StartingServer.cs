using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>Answers as PostgreSQL does while it starts: takes each connection and refuses it (SQLSTATE 57P03).</summary>
internal sealed class StartingServer : IAsyncDisposable
{
    private const int LengthBytes = 4;

    /// <summary>The codes of requests to encrypt, TLS and GSS, in place of a protocol's version ("Message Formats" in PostgreSQL's documentation).</summary>
    private static readonly int[] Encryptions = [80877103, 80877104];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private int _refused;

    public StartingServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections so far.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            Interlocked.Increment(ref _refused);
            var stream = client.GetStream();
            while (await ReadStartAsync(stream) is var code && Encryptions.Contains(code))
                await stream.WriteAsync("N"u8.ToArray());
            await stream.WriteAsync(Refusal());
        }
    }

    private static async Task<int> ReadStartAsync(NetworkStream stream)
    {
        var length = new byte[LengthBytes];
        await stream.ReadExactlyAsync(length);
        var rest = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - LengthBytes];
        await stream.ReadExactlyAsync(rest);
        return BinaryPrimitives.ReadInt32BigEndian(rest);
    }

    private static byte[] Refusal()
    {
        var fields = Encoding.ASCII.GetBytes("SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0");
        var message = new byte[1 + LengthBytes + fields.Length];
        message[0] = (byte)'E';
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), LengthBytes + fields.Length);
        fields.CopyTo(message, 1 + LengthBytes);
        return message;
    }
}
