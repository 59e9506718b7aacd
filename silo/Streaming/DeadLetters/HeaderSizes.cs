using System.Collections;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>How much room headers take: those of a message have to fit into one frame of AMQP, which has 128 KiB.</summary>
internal static class HeaderSizes
{
    /// <summary>The rest is for those of a letter.</summary>
    private const long Most = 64 * 1024;

    private const long OfOthers = 16;

    /// <summary>Whether there might be no room for more beside them.</summary>
    public static bool AreTooLong(IDictionary<string, object?> headers) => SizeOf(headers) > Most;

    private static long SizeOf(object? value) => value switch
    {
        byte[] bytes => bytes.Length + OfOthers,
        string text => (text.Length * 3L) + OfOthers,
        IDictionary<string, object?> table => table.Sum(static entry => (entry.Key.Length * 3L) + SizeOf(entry.Value)),
        IList list => list.Cast<object?>().Sum(SizeOf),
        _ => OfOthers,
    };
}
