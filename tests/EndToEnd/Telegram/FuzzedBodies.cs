using System.Text;
using Crm.Actors.EndToEndTests.BadInput;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>Bodies for the webhook from a seed, most of which are no updates. One that is one comes from a group that is nobody's, and is no command.</summary>
internal sealed class FuzzedBodies(int seed)
{
    private const int Values = 7;
    private const int LongestBody = 64 * 1024;

    private const string Message = """
        {"update_id":%0,"message":{"message_id":%1,"from":{"id":%2,"username":%3,"language_code":%4},"chat":{"id":%5,"type":"group"},"date":1,"text":%6}}
        """;

    private const string Press = """
        {"update_id":%0,"callback_query":{"id":%1,"from":{"id":%2,"username":%3,"language_code":%4},"message":{"message_id":7,"chat":{"id":%5}},"data":%6}}
        """;

    private static readonly string[] OfMessage = ["1", "5", "1001", "\"ann\"", "\"ru\"", "-90000000001", "\"good day\""];
    private static readonly string[] OfPress = ["1", "\"p\"", "1001", "\"ann\"", "\"ru\"", "-90000000002", "\"good day\""];

    /// <summary>Updates that are nothing to the bot.</summary>
    private static readonly string[] Others =
    [
        """{"update_id":%0}""",
        """{"update_id":%0,"edited_message":{"message_id":5,"chat":{"id":1001},"text":"/deals"}}""",
        """{"update_id":%0,"my_chat_member":{"chat":{"id":1001},"new_chat_member":{"status":"kicked"}}}""",
        """{"update_id":%0,"message":{"message_id":5,"chat":{"id":1001},"photo":[{"file_id":"x"}],"caption":"/deals"}}""",
        """{"update_id":%0,"poll":{"id":"1","options":[]}}""",
        """{"update_id":%0,"callback_query":{"id":"p","inline_message_id":"x","data":"d::0:"}}""",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next() => _random.Next(20) switch
    {
        < 3 => Bytes(_random.Next(300)),
        < 7 => Cut(Update()),
        < 9 => Inserted(Update()),
        < 10 => Flipped(Update()),
        < 12 => Utf8(Filled(_random.Next(Values), Long(Pick(OddParts.Json)))),
        < 14 => Utf8(Pick(Others).Replace("%0", $"{_random.Next()}", StringComparison.Ordinal)),
        < 16 => Deep(),
        < 17 => Broken(Update()),
        < 19 => TooLong(),
        _ => Utf8(Long(Pick(OddParts.Json))),
    };

    private byte[] Update() => Utf8(Filled(0, $"{_random.Next()}"));

    /// <summary>An update with one value that is another one.</summary>
    private string Filled(int which, string value)
    {
        var isPress = Sometimes(2);
        var values = isPress ? OfPress : OfMessage;
        var text = isPress ? Press : Message;
        for (var i = 0; i < Values; i++)
            text = text.Replace($"%{i}", i == which ? value : values[i], StringComparison.Ordinal);
        return text;
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Cut(byte[] bytes) => bytes[.._random.Next(bytes.Length)];

    private byte[] Inserted(byte[] bytes)
    {
        var at = _random.Next(bytes.Length);
        var more = Sometimes(2) ? Utf8(Long(Pick(OddParts.Json))) : bytes;
        return [.. bytes[..at], .. more, .. bytes[at..]];
    }

    private byte[] Flipped(byte[] bytes)
    {
        bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return bytes;
    }

    private byte[] Deep()
    {
        var depth = _random.Next(20, 5000);
        return Utf8("{\"update_id\":1,\"message\":" + new string('[', depth) + new string(']', depth) + "}");
    }

    /// <summary>With a text that is no UTF-8, or no UTF-16 when it is unescaped.</summary>
    private byte[] Broken(byte[] bytes)
    {
        var at = bytes.AsSpan().IndexOf("good day"u8);
        byte[] broken = Sometimes(2) ? [(byte)_random.Next(0x80, 0x100)] : Utf8("\\ud800");
        return [.. bytes[..at], .. broken, .. bytes[at..]];
    }

    private byte[] TooLong() => Sometimes(10)
        ? [.. Utf8(new string(' ', LongestBody)), .. Update()]
        : Utf8(Filled(Values - 1, $"\"{new string('a', _random.Next(4097, 9000))}\""));

    private string Long(string part) => part.Replace(OddParts.LongText, new string('a', _random.Next(1, 3000)), StringComparison.Ordinal);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private bool Sometimes(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
