using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streaming;

public sealed class RabbitMqStreamOptionsTests
{
    public static TheoryData<string, Action<RabbitMqStreamOptions>> Unusable => new()
    {
        { "ConnectionUri", static o => o.ConnectionUri = null },
        { "ConnectionUri", static o => o.ConnectionUri = new("http://127.0.0.1") },
        { "ConnectionName", static o => o.ConnectionName = "" },
        { "Exchanges", static o => o.Exchanges = [] },
        { "Exchanges", static o => o.Exchanges = ["amq.topic"] },
        { "PartitionExchange", static o => o.PartitionExchange = o.Exchanges[0] },
        { "QueuePrefix", static o => o.QueuePrefix = "" },
        { "DeadLetters", static o => o.DeadLetters = new string('x', 201) },
        { "WorkQueues", static o => o.WorkQueues = [new("amq.work")] },
        { "WorkQueues", static o => o.WorkQueues = [new("work", "elsewhere", "#")] },
        { "WorkQueues", static o => o.WorkQueues = [new("work", o.Exchanges[0])] },
        { "QueueCount", static o => o.QueueCount = 0 },
        { "Prefetch", static o => o.Prefetch = 0 },
        { "Prefetch", static o => o.Prefetch = 5000 },
        { "EventsPerDelivery", static o => o.EventsPerDelivery = 1025 },
        { "MaxQueueLength", static o => o.MaxQueueLength = 0 },
        { "DeliveryLimit", static o => o.DeliveryLimit = 3 },
        { "PublishChannels", static o => o.PublishChannels = 65 },
        { "PublishTimeout", static o => o.PublishTimeout = TimeSpan.Zero },
        { "ConnectTimeout", static o => o.ConnectTimeout = TimeSpan.FromHours(1) },
        { "ReconnectPause", static o => o.ReconnectPause = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Validate_UnusableOption_NamesIt(string option, Action<RabbitMqStreamOptions> spoil)
    {
        var options = new RabbitMqStreamOptions { ConnectionUri = new("amqp://127.0.0.1") };
        var validator = new RabbitMqStreamOptionsValidator("crm", options, new SimpleQueueCacheOptions());
        validator.ValidateConfiguration();
        spoil(options);
        Should.Throw<OrleansConfigurationException>(validator.ValidateConfiguration).Message.ShouldContain($"'crm': {option} ");
    }

    [Fact]
    public async Task Start_SiloWithUnusableOption_IsRefused()
    {
        using var silo = new HostBuilder().UseOrleans(static s => s.UseLocalhostClustering()
            .AddRabbitMqStreams("crm", static o => o.QueueCount = -1, static streams => streams.ConfigureStreamPubSub(Orleans.Streams.StreamPubSubType.ImplicitOnly))).Build();
        (await Should.ThrowAsync<OrleansConfigurationException>(() => silo.StartAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("ConnectionUri");
    }

    [Fact]
    public void Client_WithUnusableOption_HasTheValidator()
    {
        using var client = new HostBuilder().UseOrleansClient(static c => c.UseLocalhostClustering().AddRabbitMqStreams("crm", static o => o.QueueCount = -1)).Build();
        var validators = client.Services.GetServices<IConfigurationValidator>().OfType<RabbitMqStreamOptionsValidator>();
        Should.Throw<OrleansConfigurationException>(validators.Single().ValidateConfiguration);
    }
}
