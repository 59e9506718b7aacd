using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Due;

/// <summary>Fires what is due in a table as its time comes, in every silo: while one is away another does it.</summary>
public sealed partial class DuePoller<TDue>(DueRunner<TDue> runner, DueOptions options, TimeProvider clock, ILogger<DuePoller<TDue>> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.Period;
        var failing = false;
        while (true)
        {
            await Task.Delay(pause, clock, stoppingToken);
            try
            {
                var look = await runner.FireDueAsync(stoppingToken);
                pause = look.Pause;
                if (look.Problem is not null && !failing)
                    LogLeft(runner.Table, look.Problem);
                failing = look.Problem is not null;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, it must not end the silo, and the next look may find it gone.
                if (!failing)
                    LogFailing(runner.Table, problem.Message);
                failing = true;
                pause = options.RetryPause;
            }
        }
    }

    [LoggerMessage(3701, LogLevel.Warning, "Some of what is due in {Table} will be tried again: {Reason}")]
    private partial void LogLeft(string table, string reason);

    [LoggerMessage(3702, LogLevel.Warning, "What is due in {Table} cannot be looked for and will be tried again: {Reason}")]
    private partial void LogFailing(string table, string reason);
}
