using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.ReplyMarkups;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>The Bot API by the library Telegram.Bot, which must not sleep on 429: the pause is every silo's, and other chats go on.</summary>
internal sealed class BotApi(TelegramBotClient client) : ITelegramApi
{
    private const int TooManyRequests = 429;
    private const int Forbidden = 403;
    private const int BadRequest = 400;

    /// <summary>Of a longer one it is asked again: a number beyond all reason must not silence a chat for good.</summary>
    private const int LongestRetryAfter = 86_400;

    /// <summary>Words of 400 that mean that nobody is there (https://core.telegram.org/api/errors).</summary>
    private static readonly string[] NobodyThere = ["chat not found", "user is deactivated", "PEER_ID_INVALID", "bot was kicked"];

    /// <summary>A client that tries once.</summary>
    public static TelegramBotClient Connect(string token, string? url, TimeSpan timeout) => new(
        new TelegramBotClientOptions(token, url) { RetryCount = 0, RetryThreshold = 0 },
        new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = timeout });

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(long chatId, RenderedMessage message, CancellationToken cancellation) => AskAsync(
        () => client.SendMessage(chatId, message.Text, replyMarkup: Keyboard(message), cancellationToken: cancellation), cancellation);

    /// <inheritdoc/>
    public Task<SendResult> EditAsync(long chatId, int messageId, RenderedMessage message, CancellationToken cancellation) => AskAsync(
        () => client.EditMessageText(chatId, messageId, message.Text, replyMarkup: Keyboard(message), cancellationToken: cancellation), cancellation);

    /// <inheritdoc/>
    public Task<SendResult> AnswerPressAsync(string pressId, string text, CancellationToken cancellation) =>
        AskAsync(() => client.AnswerCallbackQuery(pressId, text, cancellationToken: cancellation), cancellation);

    private static InlineKeyboardMarkup? Keyboard(RenderedMessage message) => message.Buttons.IsEmpty
        ? null
        : new InlineKeyboardMarkup(message.Buttons.Select(static button => new[] { InlineKeyboardButton.WithCallbackData(button.Label, button.Data) }));

    private static async Task<SendResult> AskAsync(Func<Task> ask, CancellationToken cancellation)
    {
        try
        {
            await ask();
            return SendResult.Done;
        }
        catch (ApiRequestException refused)
        {
            return ResultOf(refused);
        }
        catch (Exception fault) when (fault is RequestException or HttpRequestException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new SendResult(SendOutcome.Unknown, fault.GetBaseException().Message.ReplaceLineEndings(" "));
        }
    }

    private static SendResult ResultOf(ApiRequestException refused) => refused.ErrorCode switch
    {
        TooManyRequests => new(SendOutcome.Limited, refused.Message) { RetryAfter = TimeSpan.FromSeconds(Math.Clamp(refused.Parameters?.RetryAfter ?? 1, 1, LongestRetryAfter)) },
        Forbidden => new(SendOutcome.Blocked, refused.Message),
        BadRequest when refused.Message.Contains("message is not modified", StringComparison.Ordinal) => SendResult.Done,
        BadRequest when NobodyThere.Any(words => refused.Message.Contains(words, StringComparison.OrdinalIgnoreCase)) => new(SendOutcome.Blocked, refused.Message),
        BadRequest => new(SendOutcome.Refused, refused.Message),
        _ => new(SendOutcome.Unknown, refused.Message),
    };
}
