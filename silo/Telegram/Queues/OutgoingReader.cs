using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Queues;

/// <summary>Reads the broker's queue for the sender. Of all silos one does at a time; what cannot be read becomes a dead letter.</summary>
internal sealed class OutgoingReader(
    [FromKeyedServices(EventStreams.Provider)] RabbitMqQueues queues,
    [FromKeyedServices(EventStreams.Provider)] RabbitMqDeadLetters letters,
    TelegramSender sender,
    TimeProvider clock,
    ILogger<QueueDelivery> logger) : BackgroundService
{
    /// <summary>Messages in memory: enough that a chat with many does not keep the others waiting.</summary>
    private const ushort Prefetch = 2000;

    private static readonly TimeSpan ParkPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        queues[MessagingSettings.TelegramNotifications].ReadAsync(Prefetch, queued => Take(queued, stoppingToken), stoppingToken);

    private void Take(QueuedMessage queued, CancellationToken stopping)
    {
        var delivery = new QueueDelivery(queued, MessagingSettings.TelegramNotifications, letters, logger);
        if (OutgoingTelegramJson.TryRead(queued.Message.Body, out var message, out var reason))
            sender.Take(new PendingMessage(message, delivery));
        else
            _ = ParkAsync(delivery, new GivenUp("unreadable", reason, reason, queued.DeliveriesBefore + 1), stopping);
    }

    private async Task ParkAsync(QueueDelivery delivery, GivenUp why, CancellationToken stopping)
    {
        while (delivery.IsOurs && !stopping.IsCancellationRequested && !await delivery.GiveUpAsync(why))
            await Task.Delay(ParkPause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
