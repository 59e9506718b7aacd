using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.FakeTelegram.Methods;

namespace Crm.Actors.FakeTelegram.Chats;

/// <summary>A button under a message.</summary>
/// <param name="Text">Its label.</param>
/// <param name="Data">What the bot is told when it is pressed, up to 64 bytes.</param>
public sealed record ChatButton(string Text, string Data)
{
    internal static ImmutableArray<ChatButton> Read(JsonElement body)
    {
        if (body.Member("reply_markup")?.Member("inline_keyboard") is not { ValueKind: JsonValueKind.Array } rows)
            return [];
        return
        [
            .. rows.EnumerateArray().Where(static row => row.ValueKind == JsonValueKind.Array).SelectMany(static row => row.EnumerateArray())
                .Select(static button => new ChatButton(button.Text("text") ?? "", button.Text("callback_data") ?? "")),
        ];
    }
}
