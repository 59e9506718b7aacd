using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.Gateway.Caching;

/// <summary>Has the log followed as long as cached answers are asked for, and a while longer.</summary>
internal sealed class FeedDemand(FeedFollowing following, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private long _usedAt;
    private int _follows;

    /// <summary>Somebody asks now.</summary>
    public void Use()
    {
        Volatile.Write(ref _usedAt, time.GetTimestamp());
        if (Volatile.Read(ref _follows) == 0 && Interlocked.Exchange(ref _follows, 1) == 0)
            following.Enter();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (time.GetElapsedTime(Volatile.Read(ref _usedAt)) > Idle && Interlocked.Exchange(ref _follows, 0) == 1)
                    following.Leave();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }
}
