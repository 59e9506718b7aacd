using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.Gateway.Health;

/// <summary>
/// How a gateway stops. At once it is not ready any more, so that whoever spreads requests leaves it out, and each answer closes its connection, so that
/// whoever holds one comes back to another gateway. For the drain delay it serves all that still comes. Then the streams end, and then the server.
/// </summary>
/// <param name="delay">How long whoever spreads requests may take to leave it out.</param>
/// <param name="streams">All streams.</param>
/// <param name="lifetime">Knows when the end begins.</param>
/// <param name="time">Measures the delay.</param>
/// <param name="logger">Hears of it.</param>
internal sealed partial class Drain(
    TimeSpan delay, StreamHub streams, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    private volatile bool _begun;

    /// <summary>Whether the gateway is about to stop.</summary>
    public bool HasBegun => _begun || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Comes before everything else is stopped, and all of it waits.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _begun = true;
        if (delay > TimeSpan.Zero)
        {
            LogDraining(delay.TotalSeconds);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        streams.EndAll();
    }

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2121, Level = LogLevel.Information, Message = "Stopping: not ready any more, and serving what comes for {Seconds} s")]
    private partial void LogDraining(double seconds);
}
