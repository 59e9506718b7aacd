using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Crm.Actors.TestKit.Network;

/// <summary>Loopback ports that nobody uses.</summary>
/// <remarks>
/// They are below the range that the kernel gives to clients: a server that is down for a while finds its port free again, and
/// whoever tries to reach it meanwhile is never connected to itself.
/// </remarks>
public static class Ports
{
    private const int First = 20000;
    private const int End = 32000;

    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
