using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Crm.Actors.TestKit.Network;

/// <summary>Loopback ports that nobody uses.</summary>
/// <remarks>
/// They are below the range that the kernel gives to clients: a server that is down for a while finds its port free again, and
/// whoever tries to reach it meanwhile is never connected to itself. Until this process ends, each stays reserved by its twin of the other
/// protocol: a server that has yet to start, here or in another run of the tests, loses its port to nobody.
/// </remarks>
public static class Ports
{
    private const int First = 20000;
    private const int End = 32000;
    private static readonly ConcurrentBag<Socket> Reserved = [];

    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (TryReserve(port) && IsFree(port))
                return port;
        }
    }

    private static bool TryReserve(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            Reserved.Add(socket);
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
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
