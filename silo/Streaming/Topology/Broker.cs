using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>One provider's connections: one to publish, one to consume, so that a broker that holds up publishers does not hold up acknowledgements.</summary>
internal sealed class Broker : IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<PublishChannel> _channels = [];

    public Broker(RabbitMqStreamOptions options, TimeProvider time, ILoggerFactory logging)
    {
        Options = options;
        var log = logging.CreateLogger<BrokerConnection>();
        Publishing = new(options, "publish", time, log);
        Consuming = new(options, "consume", time, log);
    }

    public RabbitMqStreamOptions Options { get; }

    public BrokerConnection Publishing { get; }

    public BrokerConnection Consuming { get; }

    public static Broker Create(IServiceProvider services, string name) =>
        new(OptionsOf(services, name), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());

    public static RabbitMqStreamOptions OptionsOf(IServiceProvider services, string name) =>
        services.GetRequiredService<IOptionsMonitor<RabbitMqStreamOptions>>().Get(name);

    /// <summary>A channel to publish on, closed with the broker.</summary>
    public PublishChannel NewPublishChannel()
    {
        var channel = new PublishChannel(Publishing, Options);
        lock (_gate)
            _channels.Add(channel);
        return channel;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            await channel.DisposeAsync();
        _channels.Clear();
        await Publishing.DisposeAsync();
        await Consuming.DisposeAsync();
    }

    /// <summary>For containers that are not disposed of asynchronously: leaves it to the broker to notice.</summary>
    public void Dispose()
    {
        Publishing.Abandon();
        Consuming.Abandon();
    }
}
