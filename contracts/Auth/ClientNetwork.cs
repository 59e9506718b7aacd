using System.Buffers.Binary;
using System.Net;

namespace Crm.Actors.Contracts.Auth;

/// <summary>What counts as one client: an IPv4 address, or an IPv6 network of 64 bits, which is what one subscriber is given (RFC 6177).</summary>
public static class ClientNetwork
{
    private const int Length = 16;
    private const int PrefixLength = 8;

    /// <summary>The same number for all addresses of one client; 0 for none.</summary>
    public static UInt128 Of(IPAddress? address)
    {
        if (address is null) return 0;
        Span<byte> bytes = stackalloc byte[Length];
        if (address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork)
        {
            bytes[10] = bytes[11] = 0xFF;
            address.TryWriteBytes(bytes[12..], out _);
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
            if (!address.IsIPv4MappedToIPv6) bytes[PrefixLength..].Clear();
        }

        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The same for an address as text; what is none is 0.</summary>
    public static UInt128 Of(string? address) => IPAddress.TryParse(address, out var parsed) ? Of(parsed) : 0;
}
