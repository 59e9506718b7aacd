using System.Runtime.InteropServices;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>A place among the open streams of all gateways, which are in the order of the gateway's name and then of the connection's id, as text.</summary>
/// <param name="Gateway">The gateway's name; empty before all.</param>
/// <param name="Id">The connection's id, 32 digits; empty before all of the gateway.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LiveStreamCursor(string Gateway, string Id)
{
    private const char Separator = '~';

    /// <summary>Before all of them.</summary>
    public static LiveStreamCursor Start { get; } = new("", "");

    /// <summary>Reads a cursor back; false when it is none of ours.</summary>
    public static bool TryParse(string text, out LiveStreamCursor cursor)
    {
        cursor = Start;
        if (text.Split(Separator) is not [{ Length: > 0 } gateway, var id] || !Guid.TryParseExact(id, "N", out var connection))
            return false;
        cursor = new(gateway, connection.ToString("N"));
        return true;
    }

    /// <summary>The ids of a gateway that come after this, in their order.</summary>
    public string[] Following(string gateway, IEnumerable<string> ids)
    {
        var after = string.Equals(gateway, Gateway, StringComparison.Ordinal) ? Id : "";
        return [.. ids.Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Gateway}{Separator}{Id}";
}
