using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Lets what deals were follow the log while somebody asks for it, so that a list of the past has little to catch up on. It takes a twentieth
/// of the time for that; where deals change faster, the next question pays for the rest.
/// </summary>
public sealed partial class FormerDealsKeeper(FormerDeals former, TimeProvider time, ILogger<FormerDealsKeeper> logger) : BackgroundService
{
    private const int PausePerPass = 20;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseWhereNobodyAsks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        var pause = ShortestPause;
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            var started = time.GetTimestamp();
            var isAsked = true;
            try
            {
                isAsked = await PassAsync(stoppingToken);
                failing = false;
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, also an event that cannot be read: lists of the past are no reason for a silo to end.
                if (!failing)
                    LogFailing(problem.Message);
                failing = true;
            }

            pause = isAsked ? TimeSpan.FromTicks(Math.Max(time.GetElapsedTime(started).Ticks * PausePerPass, ShortestPause.Ticks)) : PauseWhereNobodyAsks;
        }
    }

    // A pass that is far behind is broken off; what it has done stays.
    private async Task<bool> PassAsync(CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(LongestPass, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await former.KeepUpAsync(both.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return true;
        }
    }

    [LoggerMessage(EventId = 4112, Level = LogLevel.Warning, Message = "What deals were does not follow the log and will be tried again: {Reason}")]
    private partial void LogFailing(string reason);
}
