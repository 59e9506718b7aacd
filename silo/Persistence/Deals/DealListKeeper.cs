using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Lets the list follow the log, so that a list that is asked for rarely has little to catch up on. It takes a twentieth of the time for
/// that, unless the list would fall behind by more than a few seconds.
/// </summary>
public sealed partial class DealListKeeper(DealListFollower follower, TimeProvider time, ILogger<DealListKeeper> logger) : BackgroundService
{
    private const int PausePerPass = 20;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        var pause = ShortestPause;
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            var started = time.GetTimestamp();
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

            pause = TimeSpan.FromTicks(Math.Clamp(time.GetElapsedTime(started).Ticks * PausePerPass, ShortestPause.Ticks, LongestPause.Ticks));
        }
    }

    [LoggerMessage(EventId = 4111, Level = LogLevel.Warning, Message = "Lists of deals do not follow the log and will be tried again: {Reason}")]
    private partial void LogFailing(string reason);
}
