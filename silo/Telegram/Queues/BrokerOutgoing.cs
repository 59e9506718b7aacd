using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Crm.Actors.Silo.Telegram.Queues;

/// <summary>Puts messages into the broker's queue <see cref="MessagingSettings.TelegramNotifications"/>.</summary>
internal sealed class BrokerOutgoing([FromKeyedServices(EventStreams.Provider)] RabbitMqQueues queues, TimeProvider clock) : IOutgoingQueue
{
    private readonly RabbitMqQueue _queue = queues[MessagingSettings.TelegramNotifications];

    /// <inheritdoc/>
    public async Task PutAsync(OutgoingTelegram message)
    {
        var properties = new BasicProperties
        {
            ContentType = CloudEventJson.MediaType,
            MessageId = message.Id.ToString("D"),
            Type = OutgoingTelegramJson.EventType,
        };
        try
        {
            await _queue.PublishAsync(properties, OutgoingTelegramJson.Write(message, clock.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception problem) when (problem is PublishFailedException or BrokerUnavailableException)
        {
            throw new TelegramUnavailableException(problem.Message, problem);
        }
    }
}
