using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Crm.Actors.Silo.Telegram.Updates;

/// <summary>Puts updates into the broker's queue <see cref="MessagingSettings.TelegramUpdates"/>.</summary>
internal sealed class BrokerUpdates([FromKeyedServices(EventStreams.Provider)] RabbitMqQueues queues) : IUpdateQueue
{
    private readonly RabbitMqQueue _queue = queues[MessagingSettings.TelegramUpdates];

    /// <inheritdoc/>
    public async Task PutAsync(TelegramUpdate update)
    {
        var properties = new BasicProperties { ContentType = "application/json", MessageId = $"telegram-update-{update.UpdateId}" };
        try
        {
            await _queue.PublishAsync(properties, UpdateJson.Write(update), CancellationToken.None);
        }
        catch (Exception problem) when (problem is PublishFailedException or BrokerUnavailableException)
        {
            throw new TelegramUnavailableException(problem.Message, problem);
        }
    }
}
