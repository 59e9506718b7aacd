using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Providers;
using Orleans.Streams;

namespace Crm.Actors.Silo.Hosting;

internal static class MessagingSetup
{
    private static readonly TimeSpan MemoryPullingPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Each look at a queue delivers what came for each of its streams to each consumer, and acknowledges what was delivered before, which the
    /// broker writes to disk. Consumers join in transactions 50 ms apart anyway.
    /// </summary>
    private static readonly TimeSpan BrokerPullingPeriod = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages of a stream that one delivery brings at most, while its consumer is behind: a message waits for the one before to be applied.</summary>
    private const int MessagesAtOnce = 16;

    /// <summary>The stream provider <see cref="EventStreams.Provider"/>: RabbitMQ, or memory where there is no broker.</summary>
    /// <exception cref="ConfigurationException">The broker cannot be used.</exception>
    public static void AddMessaging(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        var messaging = settings.Messaging;
        builder.Services.AddSingleton(messaging);
        builder.Services.AddHostedService<MessagingReport>();
        builder.UseOrleans(silo =>
        {
            if (messaging.Broker is { } broker)
                AddBroker(silo, messaging, broker);
            else
                AddMemory(silo, messaging);
        });
    }

    private static void AddBroker(ISiloBuilder silo, MessagingSettings settings, Uri broker)
    {
        var format = new CloudEventFormat(settings.EventsExchange, settings.TasksExchange);
        silo.Services.AddSingleton(format);
        silo.Services.AddKeyedSingleton<IRabbitMqMessageFormat>(EventStreams.Provider, format);
        silo.Services.AddSingleton<IDeadLetters>(static services => new BrokerDeadLetters(
            services.GetRequiredKeyedService<RabbitMqDeadLetters>(EventStreams.Provider), services.GetRequiredService<CloudEventFormat>()));
        silo.AddRabbitMqStreams(EventStreams.Provider, options => settings.Configure(options, broker), static streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            // The consumers of this program give nothing up that they cannot do now (the database may be away); only a defect ends there.
            streams.ConfigurePullingAgent(static agents => agents.Configure(static agent =>
                (agent.GetQueueMsgsTimerPeriod, agent.MaxEventDeliveryTime) = (BrokerPullingPeriod, TimeSpan.FromHours(1))));
        });
    }

    /// <summary>Consumers are found by their attributes alone, so no subscription is stored.</summary>
    private static void AddMemory(ISiloBuilder silo, MessagingSettings settings) => silo.AddMemoryStreams(EventStreams.Provider, streams =>
    {
        streams.ConfigurePartitioning(settings.Queues);
        streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
        streams.ConfigurePullingAgent(static agents => agents.Configure(static agent =>
            (agent.GetQueueMsgsTimerPeriod, agent.BatchContainerBatchSize) = (MemoryPullingPeriod, MessagesAtOnce)));
        streams.ConfigureBackoffProvider((Func<IServiceProvider, string, IMessageDeliveryBackoffProvider>)(static (_, _) => new DeliveryBackoff()));
    });
}
