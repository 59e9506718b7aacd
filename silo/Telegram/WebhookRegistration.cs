using Crm.Actors.Silo.Telegram.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;

namespace Crm.Actors.Silo.Telegram;

/// <summary>Tells Telegram where the webhook is, when the silo starts, until it has heard it. All silos say the same.</summary>
internal sealed partial class WebhookRegistration(
    TelegramBotClient client, TelegramSettings settings, SendingOptions options, TimeProvider clock, ILogger<WebhookRegistration> logger) : BackgroundService
{
    private static readonly UpdateType[] Wanted = [UpdateType.Message, UpdateType.CallbackQuery];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.WebhookUrl is not { } url)
            return;
        for (var attempts = 1; !await TrySetAsync(url, stoppingToken); attempts++)
            await Task.Delay(options.PauseAfter(attempts), clock, stoppingToken);
        LogSet(url);
    }

    private async Task<bool> TrySetAsync(string url, CancellationToken stopping)
    {
        try
        {
            await client.SetWebhook(url, allowedUpdates: Wanted, secretToken: settings.WebhookSecret, cancellationToken: stopping);
            return true;
        }
        catch (Exception fault) when (fault is RequestException or HttpRequestException || (fault is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            LogNotSet(fault.GetBaseException().Message.ReplaceLineEndings(" "));
            return false;
        }
    }

    [LoggerMessage(5451, LogLevel.Information, "Telegram posts updates to {Url}")]
    private partial void LogSet(string url);

    [LoggerMessage(5452, LogLevel.Warning, "Telegram does not take the address of the webhook, and is told again: {Reason}")]
    private partial void LogNotSet(string reason);
}
