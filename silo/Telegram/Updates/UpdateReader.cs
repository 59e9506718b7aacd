using Crm.Actors.Contracts.Feed;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Silo.Telegram.Queues;
using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Updates;

/// <summary>Reads the broker's queue of updates. Of all silos one does at a time; what cannot be read becomes a dead letter.</summary>
internal sealed class UpdateReader(
    [FromKeyedServices(EventStreams.Provider)] RabbitMqQueues queues,
    [FromKeyedServices(EventStreams.Provider)] RabbitMqDeadLetters letters,
    UpdateLanes lanes,
    TimeProvider clock,
    ILogger<QueueDelivery> logger) : BackgroundService
{
    /// <summary>Updates that are worked on at a time, in as many chats at most.</summary>
    private const ushort Prefetch = 200;

    private static readonly TimeSpan ParkPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        queues[MessagingSettings.TelegramUpdates].ReadAsync(Prefetch, queued => Take(queued, stoppingToken), stoppingToken);

    private void Take(QueuedMessage queued, CancellationToken stopping)
    {
        var delivery = new QueueDelivery(queued, MessagingSettings.TelegramUpdates, letters, logger);
        if (UpdateJson.TryRead(queued.Message.Body, out var update, out var reason))
            lanes.Take(update, delivery);
        else
            _ = ParkAsync(delivery, new GivenUp("unreadable", reason, reason, queued.DeliveriesBefore + 1), stopping);
    }

    private async Task ParkAsync(QueueDelivery delivery, GivenUp why, CancellationToken stopping)
    {
        while (delivery.IsOurs && !stopping.IsCancellationRequested && !await delivery.GiveUpAsync(why))
            await Task.Delay(ParkPause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
