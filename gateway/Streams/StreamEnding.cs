namespace Crm.Actors.Gateway.Streams;

/// <summary>Ends the streams as soon as the gateway begins to stop, because the server waits for its requests before it does.</summary>
public sealed class StreamEnding(StreamHub hub, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(hub.EndAll);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
