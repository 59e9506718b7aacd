using System.Text;
using RabbitMQ.Client;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>Messages that are none, from a seed: for the queue of what comes from Telegram, and for that of what goes there.</summary>
internal sealed class PoisonMessages(int seed)
{
    private const int LongText = 70_000;

    private readonly Random _random = new(seed);

    /// <summary>No update.</summary>
    public byte[] Update() => Odd(PoisonParts.Update, PoisonParts.Updates);

    /// <summary>No event that is a message for Telegram.</summary>
    public byte[] Event() => Odd(PoisonParts.EventOf(PoisonParts.Data), PoisonParts.Events);

    /// <summary>Properties as anybody may set them.</summary>
    public BasicProperties Properties(string id) => _random.Next(160) switch
    {
        < 20 => new BasicProperties { MessageId = id, Headers = Headers(("x-reason", "forged"), ("x-letter-id", "forged")) },
        < 40 => new BasicProperties { MessageId = id, Headers = Headers(("deep", new List<object?> { "a", 1, null, Headers(("b", true)) })) },
        < 60 => new BasicProperties { MessageId = id, Expiration = "3600000", ContentType = "text/html", ReplyTo = "nowhere" },
        60 => new BasicProperties { MessageId = id, Headers = Headers(("long", new byte[100_000])) },
        _ => new BasicProperties { MessageId = id, DeliveryMode = DeliveryModes.Persistent },
    };

    private static Dictionary<string, object?> Headers(params (string Name, object? Value)[] headers) =>
        headers.ToDictionary(static header => header.Name, static header => header.Value, StringComparer.Ordinal);

    private byte[] Odd(string good, string[] others) => _random.Next(10) switch
    {
        0 => Bytes(),
        1 or 2 => Encoding.UTF8.GetBytes(good)[.._random.Next(good.Length)],
        3 => Encoding.UTF8.GetBytes(Pick(PoisonParts.NoObjects)),
        4 => Deep(good),
        5 => Broken(good),
        6 => Encoding.UTF8.GetBytes(good + Pick(["}", "x", "{}", "\0", good])),
        _ => Encoding.UTF8.GetBytes(Pick(others).Replace(PoisonParts.TooLong, new string('a', LongText), StringComparison.Ordinal)),
    };

    /// <summary>Not even the beginning of a text.</summary>
    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(1, 300)];
        _random.NextBytes(bytes);
        bytes[0] |= 0x80;
        return bytes;
    }

    private byte[] Deep(string good)
    {
        var depth = _random.Next(100, 5000);
        return Encoding.UTF8.GetBytes(good[..good.LastIndexOf('}')] + ",\"more\":" + new string('[', depth) + new string(']', depth) + "}");
    }

    /// <summary>With a text that is no UTF-8.</summary>
    private byte[] Broken(string good)
    {
        var bytes = Encoding.UTF8.GetBytes(good);
        var at = bytes.AsSpan().IndexOf("poison"u8);
        return [.. bytes[..at], (byte)_random.Next(0x80, 0x100), .. bytes[at..]];
    }

    private string Pick(string[] items) => items[_random.Next(items.Length)];
}
