using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Messaging;

/// <summary>Says at the start where events go.</summary>
internal sealed partial class MessagingReport(MessagingSettings settings, ILogger<MessagingReport> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Broker is { } broker)
            LogBroker(BrokerUrl.Shown(broker), settings.EventsExchange, settings.TasksExchange, settings.Queues);
        else
            LogMemory(settings.Queues);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3391, LogLevel.Information, "Events are published to RabbitMQ at {Broker}, exchanges {Events} and {Tasks}, {Queues} queues")]
    private partial void LogBroker(string broker, string events, string tasks, int queues);

    [LoggerMessage(3392, LogLevel.Information, "Events are published to streams in memory, {Queues} queues (RABBITMQ_URL is not set)")]
    private partial void LogMemory(int queues);
}
