using Crm.Actors.Grains.Notifications;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Notifications;

/// <summary>Has notifications made and sent as long as there are any to, in every silo: while one is away another does it.</summary>
public sealed partial class NotificationKeeper(INotificationQueue queue, IGrainFactory grains, TimeProvider clock, ILogger<NotificationKeeper> logger) : BackgroundService
{
    /// <summary>Between looks: half of it is what a notification waits on average.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>After a look that got nothing done, or failed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Period;
            try
            {
                if (await queue.HasWorkAsync(clock.GetUtcNow()))
                    wait = await grains.GetGrain<INotificationDispatcherGrain>(0).Run() ? TimeSpan.Zero : Pause;
                failing = false;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, it must not end the silo, and the next look may find it gone.
                if (!failing)
                    LogFailing(problem.Message);
                (failing, wait) = (true, Pause);
            }

            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, stoppingToken);
        }
    }

    [LoggerMessage(3611, LogLevel.Warning, "Notifications wait to be made and sent: {Reason}")]
    private partial void LogFailing(string reason);
}
