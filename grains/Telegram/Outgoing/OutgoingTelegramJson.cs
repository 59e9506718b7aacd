using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>
/// The messages of the queue <c>notifications.telegram</c>: CloudEvents 1.0 in JSON of the type <c>notification.telegram</c>, whose data is described in
/// <c>docs/telegram.md</c>.
/// </summary>
public static class OutgoingTelegramJson
{
    public const string EventType = "notification.telegram";

    private const string Source = "/crm/notifications";

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="message">What is to be sent.</param>
    /// <param name="at">The event's time, UTC.</param>
    public static ReadOnlyMemory<byte> Write(OutgoingTelegram message, DateTimeOffset at)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("specversion"u8, "1.0"u8);
            json.WriteString("id"u8, message.Id);
            json.WriteString("source"u8, Source);
            json.WriteString("type"u8, EventType);
            json.WriteString("time"u8, at.UtcDateTime);
            json.WriteString("datacontenttype"u8, "application/json"u8);
            json.WritePropertyName("data"u8);
            WriteData(json, message);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads a message, which anybody may have put there.</summary>
    /// <param name="body">The message.</param>
    /// <param name="message">What is to be sent.</param>
    /// <param name="reason">Why it is none, in one line.</param>
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out OutgoingTelegram? message, [NotNullWhen(false)] out string? reason)
    {
        (message, reason) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(body);
            message = OutgoingTelegramReader.Read(document.RootElement);
            return true;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            reason = $"It is no message for Telegram: {problem.Message}";
            return false;
        }
    }

    /// <summary>The message that a committed event is, read as it is from the broker's queue; null for all other events.</summary>
    public static OutgoingTelegram? Of(FeedEvent e)
    {
        if (!string.Equals(e.Type, EventType, StringComparison.Ordinal))
            return null;
        var buffer = new ArrayBufferWriter<byte>(e.Data.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Options))
            CloudEventJson.Write(json, e);
        return TryRead(buffer.WrittenMemory, out var message, out _) ? message : null;
    }

    private static void WriteData(Utf8JsonWriter json, OutgoingTelegram message)
    {
        json.WriteStartObject();
        json.WriteString("notificationId"u8, message.Id);
        json.WriteString("kind"u8, OutgoingTelegramReader.NameOf(message.Kind));
        if (message.UserId is { } user)
            json.WriteString("userId"u8, user);
        if (message.ChatId is { } chat)
            json.WriteNumber("chatId"u8, chat);
        Write(json, "text", message.Text);
        json.WriteStartArray("buttons"u8);
        foreach (var button in message.Buttons)
        {
            json.WriteStartObject();
            Write(json, "label", button.Label);
            json.WriteString("data"u8, ButtonData.Write(button.Action));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (message.MessageId is { } edited)
            json.WriteNumber("messageId"u8, edited);
        if (message.PressId is { } press)
            json.WriteString("pressId"u8, press);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LocalText text)
    {
        json.WriteStartObject(name);
        json.WriteString("en"u8, text.En);
        json.WriteString("ru"u8, text.Ru);
        json.WriteEndObject();
    }
}
