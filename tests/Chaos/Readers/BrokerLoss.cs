using RabbitMQ.Client.Exceptions;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Tells a broker that is away from an error of ours.</summary>
internal static class BrokerLoss
{
    public static bool Is(Exception thrown) =>
        thrown is RabbitMQClientException or IOException or OperationCanceledException or TimeoutException or ObjectDisposedException;
}
