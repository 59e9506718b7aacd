namespace Crm.Actors.Gateway.Streams;

/// <summary>Whether the log is being followed, and for how many clients. Without clients it is not, and an idle gateway costs nothing.</summary>
public sealed class FeedFollowing(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _live = New();
    private TaskCompletionSource _demand = New();
    private int _users;
    private long _idleSince;
    private long _oldest;

    /// <summary>Positions below this are past the retention of streams.</summary>
    public long OldestResumable
    {
        get => Volatile.Read(ref _oldest);
        set => Volatile.Write(ref _oldest, value);
    }

    /// <summary>A client needs the log to be followed until it calls <see cref="Leave"/>.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            _users++;
            _demand.TrySetResult();
        }
    }

    public void Leave()
    {
        lock (_gate)
            if (--_users == 0)
                _idleSince = time.GetTimestamp();
    }

    /// <summary>Waits until the log is followed and the ring stands where the head was when that began.</summary>
    /// <returns>Whether that came in time.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        Task live;
        lock (_gate)
            live = _live.Task;
        if (live.IsCompleted)
            return true;
        try
        {
            await live.WaitAsync(limit, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>For the loop: waits until there are clients.</summary>
    /// <returns>False when none came in time.</returns>
    public async ValueTask<bool> DemandAsync(TimeSpan limit, CancellationToken cancellation)
    {
        Task demand;
        lock (_gate)
            demand = _demand.Task;
        try
        {
            await demand.WaitAsync(limit, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>For the loop: clients may join.</summary>
    public void Begin()
    {
        lock (_gate)
            _live.TrySetResult();
    }

    /// <summary>For the loop: stops following when there was no client for a while.</summary>
    /// <returns>Whether it is to stop.</returns>
    public bool TryEnd(TimeSpan idle)
    {
        lock (_gate)
        {
            if (_users > 0 || time.GetElapsedTime(_idleSince) < idle)
                return false;
            if (_live.Task.IsCompleted)
                _live = New();
            _demand = New();
            return true;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
