using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.Gateway.Auth.Rights;

/// <summary>
/// Asks once a second whose rights changed, and ends the streams of outdated tokens. While no silo answers, what is known stays; until the
/// first answer after the start nothing is, and tokens count as they are.
/// </summary>
internal sealed partial class RightsLoop(
    ChangedRights rights, IGrainFactory grains, StreamHub hub, TimeProvider time, ILogger<RightsLoop> log) : BackgroundService
{
    /// <summary>A change is dated in the middle of a commit, which may become visible a little later. Longer than any commit takes.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly GrainPolls _polls = new("The changes of rights", time, log);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? answered = null;
        try
        {
            while (true)
            {
                var asked = time.GetTimestamp();
                if (await AskAsync(Since(answered, asked), stoppingToken) is { } changes)
                {
                    rights.Learn(changes.Items);
                    answered = asked;
                }

                // Each time, because a stream may begin with a token that was checked just before.
                hub.EndWhere(client => rights.IsOutdated(client.Caller.UserId, client.UserVersion));
                await Task.Delay(Period, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    /// <summary>How far back to ask: since the last answer, and at first, or after a long silence, as far as tokens reach.</summary>
    private TimeSpan Since(long? answered, long now)
    {
        if (answered is not { } last)
            return rights.Window;
        var since = time.GetElapsedTime(last, now) + Overlap;
        return since < rights.Window ? since : rights.Window;
    }

    private async Task<RightsChanges?> AskAsync(TimeSpan since, CancellationToken cancellation)
    {
        try
        {
            return await _polls.AnswerAsync(() => grains.GetGrain<IRightsGrain>(0).ChangedWithin(since), TimeSpan.Zero, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(e);
            return null;
        }
    }

    [LoggerMessage(2301, LogLevel.Error, "Asking for changes of rights failed; trying again")]
    private partial void LogFailed(Exception reason);
}
