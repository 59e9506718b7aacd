using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Lets the list follow the log at a steady pace, so that a list that is asked for rarely has little to catch up on.</summary>
public sealed partial class DealListKeeper(DealListFollower follower, TimeProvider time, ILogger<DealListKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await follower.CatchUpAsync(stoppingToken);
                failing = false;
            }
            catch (Exception problem) when (problem is NpgsqlException or TimeoutException or IOException)
            {
                if (!failing)
                    LogFailing(problem.Message);
                failing = true;
            }
        }
    }

    [LoggerMessage(EventId = 4111, Level = LogLevel.Warning, Message = "Lists of deals do not follow the log and will be tried again: {Reason}")]
    private partial void LogFailing(string reason);
}
