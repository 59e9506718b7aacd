using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.TestKit.Running;
using RabbitMQ.Client;

namespace Crm.Actors.Benchmarks.Telegram;

/// <summary>The queue to Telegram, as another system fills it.</summary>
internal sealed class MessageQueue(IConnection connection, IChannel channel) : IAsyncDisposable
{
    private const string Name = "notifications.telegram";

    private readonly UuidV7Source _ids = new(TimeProvider.System);

    public static async Task<MessageQueue> OpenAsync(CrmSystem system)
    {
        var connection = await system.RabbitMq!.ConnectAsync();
        return new MessageQueue(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    /// <summary>Ends when the broker has the message.</summary>
    public async Task PublishAsync(long chat, string text)
    {
        var message = new OutgoingTelegram { Id = _ids.Next(), Kind = OutgoingKind.Reply, ChatId = chat, Text = LocalText.Same(text) };
        await channel.BasicPublishAsync(
            "", Name, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, OutgoingTelegramJson.Write(message, TimeProvider.System.GetUtcNow()));
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
