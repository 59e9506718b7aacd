using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Providers;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Adds persistent streams over RabbitMQ to silos and clients.</summary>
public static class RabbitMqStreamsExtensions
{
    /// <summary>Streams that this silo produces to and consumes from.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Sets the options; <see cref="RabbitMqStreamOptions.ConnectionUri"/> at least.</param>
    /// <param name="more">Sets the pulling agents, the cache, the subscriptions, as for any persistent provider.</param>
    public static ISiloBuilder AddRabbitMqStreams(
        this ISiloBuilder silo, string name, Action<RabbitMqStreamOptions> configure, Action<ISiloPersistentStreamConfigurator>? more = null)
    {
        silo.Services.AddRabbitMq(name, configure);
        var streams = new SiloPersistentStreamConfigurator(name, services => silo.ConfigureServices(services), RabbitMqAdapterFactory.Create);
        streams.ConfigurePartitionBalancing(static (services, provider) =>
            new EvenQueueBalancer(
                services,
                services.GetRequiredService<ILoggerFactory>().CreateLogger($"{typeof(EvenQueueBalancer).FullName}.{provider}"),
                services.GetRequiredService<TimeProvider>()));
        // Orleans' own waits up to 30 s before it tries a consumer again whose silo died.
        streams.ConfigureBackoffProvider((Func<IServiceProvider, string, IMessageDeliveryBackoffProvider>)(static (_, _) => new DeliveryBackoff()));
        more?.Invoke(streams);
        return silo;
    }

    /// <summary>Streams that this client produces to. (Clients have no queues to consume from.)</summary>
    /// <param name="client">The client.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Sets the options; the same as on the silos.</param>
    public static IClientBuilder AddRabbitMqStreams(this IClientBuilder client, string name, Action<RabbitMqStreamOptions> configure)
    {
        client.Services.AddRabbitMq(name, configure);
        _ = new ClusterClientPersistentStreamConfigurator(name, client, RabbitMqAdapterFactory.Create);
        return client;
    }

    private static void AddRabbitMq(this IServiceCollection services, string name, Action<RabbitMqStreamOptions> configure)
    {
        services.AddOptions<RabbitMqStreamOptions>(name).Configure(configure);
        services.AddSingleton<IConfigurationValidator>(sp => new RabbitMqStreamOptionsValidator(
            name,
            sp.GetRequiredService<IOptionsMonitor<RabbitMqStreamOptions>>().Get(name),
            sp.GetRequiredService<IOptionsMonitor<SimpleQueueCacheOptions>>().Get(name)));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton<IRabbitMqMessageFormat, OrleansMessageFormat>(name);
        services.AddKeyedSingleton(name, static (sp, key) => Broker.Create(sp, (string)key!));
        services.AddKeyedSingleton(name, static (sp, key) => new RabbitMqBatchPublisher(
            sp.GetRequiredKeyedService<Broker>(key), sp.GetRequiredKeyedService<IRabbitMqMessageFormat>(key)));
        services.AddKeyedSingleton(name, static (sp, key) => new RabbitMqQueues(sp.GetRequiredKeyedService<Broker>(key), sp.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(name, static (sp, key) => new RabbitMqDepths(sp.GetRequiredKeyedService<Broker>(key)));
        services.AddKeyedSingleton(name, static (sp, key) => new RabbitMqDeadLetters(sp.GetRequiredKeyedService<Broker>(key), sp.GetRequiredService<TimeProvider>()));
    }
}
