using System.Net.Sockets;
using System.Text;

namespace Crm.Actors.EndToEndTests.BadInput;

/// <summary>A connection to the gateway for what no well-behaved client can send.</summary>
internal static class RawGateway
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends bytes and reads the first line of the answer.</summary>
    /// <returns>The status code, or 0 when it closed without an answer.</returns>
    public static async Task<int> SendAsync(int port, ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, patience.Token);
        var stream = client.GetStream();
        var line = new StringBuilder();
        var one = new byte[1];
        try
        {
            await stream.WriteAsync(bytes, patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(one, patience.Token) == 1 && one[0] != (byte)'\n')
                line.Append((char)one[0]);
        }
        catch (IOException)
        {
            // It need not read to the end what it refuses.
            return line.Length > 0 ? StatusOf(line.ToString()) : 0;
        }

        return StatusOf(line.ToString());
    }

    private static int StatusOf(string line) => line.Split(' ') is ["HTTP/1.1", var status, ..] ? int.Parse(status) : 0;
}
