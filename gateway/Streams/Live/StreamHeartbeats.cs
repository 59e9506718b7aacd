using Crm.Actors.RateLimits.Redis;
using StackExchange.Redis;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>Writes down again and again, where gateways share a Redis, which streams this one has. Does nothing where they do not.</summary>
internal sealed partial class StreamHeartbeats(
    OwnStreams own, StreamOptions options, TimeProvider time, ILogger<StreamHeartbeats> log, StreamDirectory? directory = null) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (directory is not null)
            await TryAsync(directory.DropAsync);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (directory is not { } shared)
            return;
        using var timer = new PeriodicTimer(options.Record, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(() => shared.KeepAsync(own.List()));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception fault) when (fault is RedisAwayException or RedisException)
        {
            LogNotKept(fault);
        }
    }

    /// <summary>The connection says itself, where it is heard, that it is lost.</summary>
    [LoggerMessage(4231, LogLevel.Debug, "The open streams are not written down now")]
    private partial void LogNotKept(Exception reason);
}
