using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>Reads the queues of the partitions and acknowledges many messages at once, as the product does, and does nothing with them.</summary>
internal static class QueueDrain
{
    private const ushort Prefetch = 2048;
    private const int Acknowledge = 256;

    /// <summary>Reads until the connection is closed.</summary>
    /// <param name="connection">A channel of it for each queue.</param>
    /// <param name="prefix">What the queues' names begin with.</param>
    /// <param name="queues">How many there are.</param>
    public static async Task StartAsync(IConnection connection, string prefix, int queues)
    {
        for (var queue = 0; queue < queues; queue++)
        {
            var channel = await connection.CreateChannelAsync();
            await channel.BasicQosAsync(0, Prefetch, global: false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, arrived) =>
            {
                if (arrived.DeliveryTag % Acknowledge == 0)
                    await channel.BasicAckAsync(arrived.DeliveryTag, multiple: true);
            };
            await channel.BasicConsumeAsync($"{prefix}.{queue}", autoAck: false, consumer);
        }
    }
}
