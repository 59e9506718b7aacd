using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Crm.Actors.Contracts.Telegram;

namespace Crm.Actors.Silo.Telegram.Updates;

/// <summary>Updates as they lie in the broker's queue.</summary>
internal static class UpdateJson
{
    private const int LongestText = 4096;
    private const int LongestData = 64;
    private const int LongestPress = 64;

    public static byte[] Write(TelegramUpdate update) => JsonSerializer.SerializeToUtf8Bytes(update, JsonSerializerOptions.Web);

    /// <summary>Reads an update, which anybody may have put there.</summary>
    /// <param name="body">The message.</param>
    /// <param name="update">The update.</param>
    /// <param name="reason">Why it is none, in one line.</param>
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out TelegramUpdate? update, [NotNullWhen(false)] out string? reason)
    {
        (update, reason) = (null, null);
        try
        {
            update = JsonSerializer.Deserialize<TelegramUpdate>(body.Span, JsonSerializerOptions.Web);
            reason = update is null ? "It is no update: it is null" : Wrong(update);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Also for text that is no UTF-16 when it is unescaped.
            reason = $"It is no update: {problem.Message.ReplaceLineEndings(" ")}";
        }

        if (reason is null && update is not null)
            return true;
        (update, reason) = (null, reason ?? "It is no update");
        return false;
    }

    private static string? Wrong(TelegramUpdate update)
    {
        if (update.ChatId == 0)
            return "It is no update: the chat is 0";
        if (update.Text?.Length > LongestText)
            return "It is no update: the text is too long";
        if (update.Text is null && update.PressId is null)
            return "It is no update: it has neither a text nor a press";
        if (update.PressId is not (null or { Length: > 0 and <= LongestPress }))
            return "It is no update: the id of the press is empty or too long";
        return (update.PressId is null) == (update.PressData is null) && update.PressData is not { Length: > LongestData }
            ? null
            : "It is no update: a press has an id and data, which is not too long";
    }
}
