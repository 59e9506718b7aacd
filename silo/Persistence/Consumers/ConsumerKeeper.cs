using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Has a consumer reconciled with the log at a steady pace, in every silo: while one is away another does it.</summary>
public sealed partial class ConsumerKeeper<TEffect>(
    ConsumerReconciler<TEffect> reconciler, ConsumerOptions options, TimeProvider clock, ILogger<ConsumerKeeper<TEffect>> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (true)
        {
            await Task.Delay(failing ? options.RetryPause : options.Period, clock, stoppingToken);
            try
            {
                if (await reconciler.ReconcileAsync(stoppingToken) is > 0 and var caughtUp)
                    LogCaughtUp(reconciler.Consumer, caughtUp);
                failing = false;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, it must not end the silo, and the next look may find it gone.
                if (!failing)
                    LogFailing(reconciler.Consumer, problem.Message);
                failing = true;
            }
        }
    }

    [LoggerMessage(3421, LogLevel.Information, "{Consumer} caught up on {Count} aggregates whose events its stream had not brought in time")]
    private partial void LogCaughtUp(string consumer, int count);

    [LoggerMessage(3422, LogLevel.Warning, "{Consumer} is not reconciled with the log and will be tried again: {Reason}")]
    private partial void LogFailing(string consumer, string reason);
}
