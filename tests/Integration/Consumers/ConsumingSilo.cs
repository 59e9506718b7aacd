using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.IntegrationTests.Messaging;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Silo.Hosting;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>A silo of the product in this process, with memory streams.</summary>
internal sealed class ConsumingSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private ConsumingSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public FaultyStore Store => (FaultyStore)_host.Services.GetRequiredService<IConsumerStore<PipelineDelta>>();

    public CountingSummaries Summaries => (CountingSummaries)_host.Services.GetRequiredService<IPipelineSummaries>();

    public static async Task<ConsumingSilo> StartAsync(TestDatabase database, ConsumerOptions? options = null)
    {
        var settings = SiloSettings.Read(new EnvironmentVariables(name => Variable(database, name)));
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddReadSide(settings);
        builder.AddOrleansSilo(settings);
        builder.AddMessaging(settings);
        builder.AddKernel(settings);
        builder.AddDeals(settings);
        builder.Services.AddSingleton(options ?? new ConsumerOptions());
        builder.AddConsumers(settings);
        builder.Services.AddSingleton<StreamLedger>(); // of the grain of other tests that is on these streams, too
        builder.Services.AddSingleton<IConsumerStore<PipelineDelta>>(static s => new FaultyStore(s.GetRequiredService<ConsumerStore<PipelineDelta>>()));
        builder.Services.AddSingleton<IPipelineSummaries>(static s =>
            new CountingSummaries(ActivatorUtilities.CreateInstance<Persistence.Pipelines.PipelineSummaries>(s)));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Sends events on the streams of their partitions, as the relay does.</summary>
    public async Task PublishAsync(IEnumerable<FeedEvent> events)
    {
        var provider = _host.Services.GetRequiredService<IClusterClient>().GetStreamProvider(EventStreams.Provider);
        foreach (var partition in events.GroupBy(static e => EventPartition.Of(e.Subject)))
            await provider.GetStream<FeedEvent>(StreamId.Create(EventStreams.Namespace, partition.Key)).OnNextBatchAsync(partition);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static string? Variable(TestDatabase database, string name) => name switch
    {
        "CRM_DATABASE_URL" => database.WriterUrl,
        "CRM_READER_DATABASE_URL" => database.ReaderUrl,
        "ORLEANS_DATABASE_URL" => database.OrleansUrl,
        "CRM_CLUSTERING" => "localhost",
        "CRM_SILO_PORT" or "CRM_SILO_GATEWAY_PORT" => Ports.Free().ToString(),
        _ => null,
    };

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
