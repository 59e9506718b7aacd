using System.Text.Json;
using Crm.Actors.FakeTelegram.Chats;
using Crm.Actors.FakeTelegram.Sent;
using Crm.Actors.FakeTelegram.Updates;

namespace Crm.Actors.FakeTelegram.Methods;

/// <summary>The methods that the bot uses.</summary>
public sealed class BotMethods(FakeTelegramOptions options, Ledger ledger, Faults faults, ChatBook chats, WebhookPoster webhook, TimeProvider clock)
{
    /// <summary>Texts longer than this are refused, as by Telegram.</summary>
    public const int LongestText = 4096;

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    internal async Task<IResult> CallAsync(HttpContext http, string method, JsonElement body)
    {
        // Whoever reads the ledger is not to know the webhook's secret.
        var entry = ledger.Add(method, body.Number("chat_id") ?? 0, body.Text("text") ?? "", method == "setWebhook" ? Nothing : body);
        var fault = method is "sendMessage" or "editMessageText" or "answerCallbackQuery" ? faults.Draw(entry.ChatId) : Fault.None;
        if (fault is not (Fault.None or Fault.DropAfterAccept))
            return await FailAsync(http, entry, fault);
        var (result, done) = Do(entry, body);
        ledger.End(done);
        if (fault != Fault.DropAfterAccept)
            return result;
        ledger.End(done with { Status = 0 });
        http.Abort();
        return Results.Empty;
    }

    private (IResult Result, LedgerEntry Done) Do(LedgerEntry entry, JsonElement body) => entry.Method switch
    {
        "getMe" => Done(entry, new { id = BotId, is_bot = true, first_name = "Crm", username = "crm_fake_bot" }),
        "setWebhook" => SetWebhook(entry, body),
        "deleteWebhook" => SetWebhook(entry, body),
        "getWebhookInfo" => Done(entry, new { url = webhook.Url ?? "", has_custom_certificate = false, pending_update_count = webhook.Waiting }),
        "setMyCommands" => Done(entry, true),
        "answerCallbackQuery" => Done(entry, true),
        "sendMessage" => Send(entry, body),
        "editMessageText" => Edit(entry, body),
        _ => Refuse(entry, StatusCodes.Status404NotFound, "Not Found: method not found"),
    };

    private long BotId => long.Parse(options.Token.Split(':')[0]);

    private (IResult Result, LedgerEntry Done) SetWebhook(LedgerEntry entry, JsonElement body)
    {
        webhook.Set(body.Text("url"), body.Text("secret_token"));
        return Done(entry, true);
    }

    private (IResult Result, LedgerEntry Done) Send(LedgerEntry entry, JsonElement body)
    {
        if (Wrong(entry) is { } wrong)
            return Refuse(entry, StatusCodes.Status400BadRequest, wrong);
        var message = chats.Add(entry.ChatId, fromBot: true, entry.Text, ChatButton.Read(body));
        return Done(entry with { MessageId = message.Id }, Shape(entry.ChatId, message));
    }

    private (IResult Result, LedgerEntry Done) Edit(LedgerEntry entry, JsonElement body)
    {
        var id = (int)(body.Number("message_id") ?? 0);
        if (Wrong(entry) is { } wrong)
            return Refuse(entry, StatusCodes.Status400BadRequest, wrong);
        var buttons = ChatButton.Read(body);
        if (chats.Find(entry.ChatId, id) is not { FromBot: true } before)
            return Refuse(entry, StatusCodes.Status400BadRequest, "Bad Request: message to edit not found");
        if (before.Text == entry.Text && before.Buttons.SequenceEqual(buttons))
            return Refuse(entry, StatusCodes.Status400BadRequest, "Bad Request: message is not modified: specified new message content is exactly the same");
        var after = before with { Text = entry.Text, Buttons = buttons };
        chats.Replace(entry.ChatId, after);
        return Done(entry with { MessageId = id }, Shape(entry.ChatId, after));
    }

    private static string? Wrong(LedgerEntry entry)
    {
        if (entry.ChatId == 0)
            return "Bad Request: chat not found";
        if (entry.Text.Length == 0)
            return "Bad Request: message text is empty";
        return entry.Text.Length > LongestText ? "Bad Request: message is too long" : null;
    }

    private object Shape(long chatId, ChatMessage message) => new
    {
        message_id = message.Id,
        date = clock.GetUtcNow().ToUnixTimeSeconds(),
        chat = new { id = chatId, type = chatId < 0 ? "group" : "private" },
        text = message.Text,
    };

    private static (IResult Result, LedgerEntry Done) Done(LedgerEntry entry, object result) =>
        (BotApi.Succeeded(result), entry with { IsDone = true, Status = StatusCodes.Status200OK });

    private static (IResult Result, LedgerEntry Done) Refuse(LedgerEntry entry, int status, string description) =>
        (BotApi.Failed(status, description), entry with { Status = status });

    private async Task<IResult> FailAsync(HttpContext http, LedgerEntry entry, Fault fault)
    {
        if (fault == Fault.Silence)
        {
            ledger.End(entry with { Status = 0 });
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Results.Empty;
        }

        var (status, description) = fault switch
        {
            Fault.TooManyRequests => (StatusCodes.Status429TooManyRequests, $"Too Many Requests: retry after {faults.RetryAfter}"),
            Fault.Blocked => (StatusCodes.Status403Forbidden, "Forbidden: bot was blocked by the user"),
            Fault.Refused => (StatusCodes.Status400BadRequest, "Bad Request: can't parse entities"),
            _ => (StatusCodes.Status500InternalServerError, "Internal Server Error"),
        };
        ledger.End(entry with { Status = status });
        return BotApi.Failed(status, description, fault == Fault.TooManyRequests ? faults.RetryAfter : null);
    }
}
