using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>What Orleans' persistent streams ask a provider for.</summary>
internal sealed class RabbitMqAdapterFactory : IQueueAdapterFactory
{
    private readonly SimpleQueueAdapterCache _cache;
    private readonly StablePartitioning _partitions;
    private readonly RabbitMqAdapter _adapter;

    private RabbitMqAdapterFactory(IServiceProvider services, string name)
    {
        var cache = services.GetRequiredService<IOptionsMonitor<SimpleQueueCacheOptions>>().Get(name);
        _cache = new(cache, name, services.GetRequiredService<ILoggerFactory>());
        _partitions = new(name, Broker.OptionsOf(services, name).QueueCount);
        _adapter = new(name, services, _partitions);
    }

    public static IQueueAdapterFactory Create(IServiceProvider services, string name) => new RabbitMqAdapterFactory(services, name);

    /// <summary>Connects to nothing yet: a silo starts whether the broker is there or not.</summary>
    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(_adapter);

    /// <inheritdoc/>
    public IQueueAdapterCache GetQueueAdapterCache() => _cache;

    /// <inheritdoc/>
    public IStreamQueueMapper GetStreamQueueMapper() => _partitions;

    /// <inheritdoc/>
    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new DeliveryFailureHandler(_adapter, queueId));
}
