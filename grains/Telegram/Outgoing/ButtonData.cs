using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>
/// Buttons as <c>callback_data</c>, of which Telegram takes 1 to 64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton): kind, id in
/// base64url, version and value with colons between them, at most 1 + 22 + 19 + 19 + 3. What comes back may be anything: clients can be changed.
/// </summary>
public static class ButtonData
{
    public const int MaxValue = 19;

    private const string Kinds = "dsmta";
    private const int IdLength = 22;

    /// <exception cref="ArgumentException">The value is too long, or has characters that it may not have.</exception>
    public static string Write(ButtonAction action)
    {
        if (!IsValue(action.Value))
            throw new ArgumentException($"'{action.Value}' does not fit into a button.", nameof(action));
        var id = action.Id == Guid.Empty ? "" : Base64Url.EncodeToString(action.Id.ToByteArray(bigEndian: true));
        return string.Create(CultureInfo.InvariantCulture, $"{Kinds[(int)action.Kind]}:{id}:{action.Version}:{action.Value}");
    }

    /// <summary>The action, which can be written again; null for what is none.</summary>
    public static ButtonAction? Read(string data)
    {
        if (data.Split(':') is not [[var letter], var id, var version, var value]
            || !IsValue(value)
            || Kinds.IndexOf(letter) is not (>= 0 and var kind)
            || !long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || ReadId(id) is not { } guid)
        {
            return null;
        }

        return new ButtonAction((ButtonKind)kind, guid, number, value);
    }

    private static bool IsValue(string text) => text.Length <= MaxValue && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains(':');

    private static Guid? ReadId(string text)
    {
        if (text.Length == 0)
            return Guid.Empty;
        Span<byte> bytes = stackalloc byte[16];
        return text.Length == IdLength && Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done && written == bytes.Length
            ? new Guid(bytes, bigEndian: true)
            : null;
    }
}
