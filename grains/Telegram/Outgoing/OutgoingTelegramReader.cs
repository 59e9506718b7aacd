using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>
/// Reads the messages of <see cref="OutgoingTelegramJson"/>. A button has either <c>data</c>, as <see cref="ButtonData"/> writes it, or what others can
/// write: <c>action</c> (<c>deal</c>, <c>stages</c> or <c>move</c>), <c>dealId</c>, and for <c>move</c> the deal's <c>version</c> and the <c>stage</c>.
/// </summary>
internal static class OutgoingTelegramReader
{
    private const int LongestText = 64_000;

    /// <summary>Names of stages are among them; what is beyond Telegram's own limit is cut off when it is sent.</summary>
    private const int LongestLabel = 200;

    private const int LongestPress = 64;

    /// <exception cref="FormatException">Something that is needed is missing or wrong.</exception>
    public static OutgoingTelegram Read(JsonElement message)
    {
        if (Text(message, "specversion") != "1.0")
            throw new FormatException("specversion is not 1.0");
        if (Text(message, "type") != OutgoingTelegramJson.EventType)
            throw new FormatException($"type is not {OutgoingTelegramJson.EventType}");
        var data = Member(message, "data") ?? throw new FormatException("data is missing");
        var read = new OutgoingTelegram
        {
            Id = Uuid(data, "notificationId") ?? throw new FormatException("notificationId is missing"),
            Kind = KindOf(Text(data, "kind")),
            UserId = Uuid(data, "userId"),
            ChatId = Number(data, "chatId"),
            Text = Local(data, "text", LongestText),
            Buttons = Buttons(data),
            MessageId = MessageId(data),
            PressId = Text(data, "pressId"),
        };
        return Check(read);
    }

    public static string NameOf(OutgoingKind kind) => kind switch
    {
        OutgoingKind.Notification => "notification",
        OutgoingKind.Reply => "reply",
        OutgoingKind.Edit => "edit",
        _ => "pressAnswer",
    };

    private static OutgoingTelegram Check(OutgoingTelegram read)
    {
        if (read.ChatId == 0)
            throw new FormatException("chatId is 0");
        if (read.UserId is null && read.ChatId is null)
            throw new FormatException("neither userId nor chatId is there");
        if (read.Kind == OutgoingKind.Edit && read.MessageId is null)
            throw new FormatException("messageId is missing");
        if (read.Kind == OutgoingKind.PressAnswer && read.PressId is not { Length: > 0 and <= LongestPress })
            throw new FormatException("pressId is missing or too long");
        return read;
    }

    private static int? MessageId(JsonElement data) => Number(data, "messageId") switch
    {
        null => null,
        { } id and > 0 and <= int.MaxValue => (int)id,
        _ => throw new FormatException("messageId is no number of a message"),
    };

    private static OutgoingKind KindOf(string? name) => name switch
    {
        null or "notification" => OutgoingKind.Notification,
        "reply" => OutgoingKind.Reply,
        "edit" => OutgoingKind.Edit,
        "pressAnswer" => OutgoingKind.PressAnswer,
        _ => throw new FormatException("kind is none that is known"),
    };

    private static ImmutableArray<OutgoingButton> Buttons(JsonElement data)
    {
        if (Member(data, "buttons") is not { } buttons)
            return [];
        if (buttons.ValueKind != JsonValueKind.Array || buttons.GetArrayLength() > OutgoingTelegram.MaxButtons)
            throw new FormatException($"buttons is no array of up to {OutgoingTelegram.MaxButtons}");
        return [.. buttons.EnumerateArray().Select(static button => new OutgoingButton(Local(button, "label", LongestLabel), Action(button)))];
    }

    private static ButtonAction Action(JsonElement button)
    {
        if (Text(button, "data") is { } data)
            return ButtonData.Read(data) ?? throw new FormatException("a button's data is none that is known");
        var deal = Uuid(button, "dealId") ?? throw new FormatException("a button's dealId is missing");
        return Text(button, "action") switch
        {
            "deal" => ButtonAction.ShowDeal(deal),
            "stages" => ButtonAction.ShowStages(deal),
            "move" => ButtonAction.MoveDeal(
                deal,
                Number(button, "version") ?? throw new FormatException("a button's version is missing"),
                Text(button, "stage") ?? throw new FormatException("a button's stage is missing")),
            _ => throw new FormatException("a button's action is none that is known"),
        };
    }

    private static LocalText Local(JsonElement element, string name, int longest)
    {
        var texts = Member(element, name) ?? throw new FormatException($"{name} is missing");
        var (en, ru) = (Text(texts, "en"), Text(texts, "ru"));
        if ((en ?? ru) is not { Length: > 0 } any)
            throw new FormatException($"{name} has neither en nor ru");
        var local = new LocalText(en is { Length: > 0 } ? en : any, ru is { Length: > 0 } ? ru : any);
        return local.En.Length <= longest && local.Ru.Length <= longest ? local : throw new FormatException($"{name} is longer than {longest}");
    }

    private static Guid? Uuid(JsonElement element, string name)
    {
        if (Text(element, name) is not { } text)
            return null;
        return Guid.TryParseExact(text, "D", out var id) ? id : throw new FormatException($"{name} is no UUID");
    }

    /// <summary>A number, or one in a text, as versions are written in events.</summary>
    private static long? Number(JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw new FormatException($"{name} is no whole number"),
    };

    private static string? Text(JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"{name} is no text"),
    };

    private static JsonElement? Member(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException("it is no JSON object");
        return element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
    }
}
