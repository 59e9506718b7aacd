using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Tells a broker's failures, after which one tries again, from defects of the program.</summary>
internal static class BrokerFault
{
    public static bool Is(Exception problem, CancellationToken stopping) =>
        problem is RabbitMQClientException or IOException or SocketException or TimeoutException or ObjectDisposedException or BrokerUnavailableException
        || (problem is OperationCanceledException && !stopping.IsCancellationRequested);

    /// <summary>The innermost reason: the library wraps what happened.</summary>
    public static string Describe(Exception problem) => problem.GetBaseException().Message.ReplaceLineEndings(" ");

    /// <summary>Waits for the end of something whose failure does not matter, because what it closes is given up anyway.</summary>
    public static async Task IgnoreAsync(Task closing) => await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
