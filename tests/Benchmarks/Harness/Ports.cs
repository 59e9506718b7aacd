using System.Net;
using System.Net.Sockets;

namespace Crm.Actors.Benchmarks.Harness;

internal static class Ports
{
    // Below the range that Linux takes the ports of outgoing connections from.
    private const int First = 16_000;
    private const int Last = 32_000;

    private static int s_next = First + Environment.ProcessId * 131 % (Last - First);

    /// <summary>A loopback port that nobody listens on, never the same one twice.</summary>
    public static int Free()
    {
        while (true)
        {
            s_next = s_next == Last ? First : s_next + 1;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, s_next);
                listener.Start();
                return s_next;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
