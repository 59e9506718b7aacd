using Crm.Actors.Streaming.RabbitMq;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.TestingHost;
using RabbitMQ.Client;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>Silos in this process that stream over a broker, with exchanges and queues of their own.</summary>
public sealed class StreamCluster : IAsyncDisposable
{
    private const string Provider = "rabbit";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int s_last;

    private readonly RabbitMqServer _server;

    private StreamCluster(RabbitMqServer server, string name, InProcessTestCluster silos)
    {
        (_server, Name, Silos) = (server, name, silos);
        Recorder = new(name);
    }

    /// <summary>Also the prefix of all that it has in the broker.</summary>
    public string Name { get; }

    public InProcessTestCluster Silos { get; }

    public Recorder Recorder { get; }

    public string Exchange => $"{Name}.events";

    public string DeadLetterQueue => $"{Name}.dead";

    /// <summary>The dead letters as the first silo handles them.</summary>
    public RabbitMqDeadLetters DeadLetters => Silos.GetSiloServiceProvider().GetRequiredKeyedService<RabbitMqDeadLetters>(Provider);

    public static async Task<StreamCluster> StartAsync(
        RabbitMqServer server, short silos = 1, Action<RabbitMqStreamOptions>? configure = null, Action<ISiloPersistentStreamConfigurator>? more = null, int? port = null)
    {
        var name = $"t{Interlocked.Increment(ref s_last)}";
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) => silo
            .Configure<ClusterMembershipOptions>(static membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromMilliseconds(500);
                membership.NumMissedProbesLimit = 2;
            })
            .AddRabbitMqStreams(Provider, Options, streams =>
            {
                streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
                streams.ConfigurePullingAgent(static agent => agent.Configure(static o => o.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20)));
                more?.Invoke(streams);
            }));
        builder.ConfigureClient(client => client.AddRabbitMqStreams(Provider, Options));
        var cluster = new StreamCluster(server, name, builder.Build());
        await cluster.Silos.DeployAsync();
        return cluster;

        void Options(RabbitMqStreamOptions options)
        {
            options.ConnectionUri = new Uri(server.UriAt(port ?? server.Port));
            options.Exchanges = [$"{name}.events"];
            options.PartitionExchange = $"{name}.partitions";
            options.QueuePrefix = $"{name}.partition";
            options.DeadLetters = $"{name}.dead";
            options.QueueCount = 4;
            options.ReconnectPause = TimeSpan.FromMilliseconds(100);
            options.PublishTimeout = TimeSpan.FromSeconds(5);
            configure?.Invoke(options);
        }
    }

    /// <summary>The full name of one of this test's streams.</summary>
    public string Stream(int number) => $"{Name}/{number}";

    /// <summary>Publishes numbers from a client, as one batch; throws what the provider throws.</summary>
    public Task PublishAsync(int stream, IEnumerable<int> numbers) => Silos.Client.GetStreamProvider(Provider)
        .GetStream<Numbered>(StreamId.Create(RecordingGrain.Namespace, Stream(stream)))
        .OnNextBatchAsync([.. numbers.Select(static number => new Numbered(number))]);

    /// <summary>Publishes as the relay does: again and again until it is confirmed.</summary>
    public Task PublishUntilConfirmedAsync(int stream, IReadOnlyList<int> numbers) => Condition.WaitAsync(
        async () =>
        {
            try
            {
                await PublishAsync(stream, numbers);
                return true;
            }
            catch (PublishFailedException)
            {
                return false;
            }
        },
        Patience,
        () => $"{stream} published");

    public Task UntilAsync(Func<bool> isTrue, string what) => Condition.WaitAsync(isTrue, Patience, () => $"{what}; {Recorder.Count} events came");

    public Task UntilAsync(Func<Task<bool>> isTrue, string what) => Condition.WaitAsync(isTrue, Patience, () => $"{what}; {Recorder.Count} events came");

    /// <summary>Waits until each of the streams has shown 1 to the given number, in order, whatever was repeated.</summary>
    public async Task UntilAllSeenAsync(int streams, int events)
    {
        for (var stream = 0; stream < streams; stream++)
            await UntilAsync(() => Recorder.FirstSeen(Stream(stream)).Length >= events, $"stream {stream} has {events} events");
    }

    /// <summary>A look into the broker.</summary>
    public async Task<T> AskBrokerAsync<T>(Func<IChannel, Task<T>> ask)
    {
        await using var connection = await _server.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await ask(channel);
    }

    /// <summary>Messages that are in a partition's queue and not with a consumer.</summary>
    public Task<uint> ReadyAsync(int queue) => AskBrokerAsync(channel => channel.MessageCountAsync($"{Name}.partition.{queue}"));

    public async ValueTask DisposeAsync()
    {
        Recorder.OnEvent = static (_, _) => Task.CompletedTask;
        await Silos.DisposeAsync();
    }
}
