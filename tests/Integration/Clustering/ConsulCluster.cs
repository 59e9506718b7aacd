using System.Security.Cryptography;
using Crm.Actors.Clustering.Consul;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>What a silo and a client of a cluster have of Consul, without silo and client.</summary>
internal sealed class ConsulCluster : IAsyncDisposable
{
    public const string Service = "tests";

    private readonly ServiceProvider _services;

    /// <param name="url">The agent, or a way to it.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="more">Sets more options.</param>
    /// <param name="service">What to register as; null for nothing.</param>
    public ConsulCluster(string url, string clusterId, Action<ConsulClusteringOptions>? more = null, ConsulService? service = null)
    {
        ClusterId = clusterId;
        var parts = new Parts();
        parts.Services.AddLogging();
        parts.Services.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (Service, clusterId));
        ((ISiloBuilder)parts).UseConsulClustering(Configure);
        ((IClientBuilder)parts).UseConsulClustering(Configure);
        if (service is not null)
            parts.Services.AddConsulService(service);
        _services = parts.Services.BuildServiceProvider();

        void Configure(ConsulClusteringOptions options)
        {
            options.Address = new Uri(url);
            more?.Invoke(options);
        }
    }

    public string ClusterId { get; }

    public IMembershipTable Table => _services.GetRequiredService<IMembershipTable>();

    public IGatewayListProvider Gateways => _services.GetRequiredService<IGatewayListProvider>();

    /// <summary>What keeps the service registered.</summary>
    public IHostedService Registration => _services.GetServices<IHostedService>().Single();

    /// <summary>A cluster unlike any other.</summary>
    public static string NewId() => $"test-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>What silo and client do with the options before they start.</summary>
    public void Validate()
    {
        foreach (var validator in _services.GetServices<IConfigurationValidator>())
            validator.ValidateConfiguration();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Parts : ISiloBuilder, IClientBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
    }
}
