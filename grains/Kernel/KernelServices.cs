namespace Crm.Actors.Grains.Kernel;

/// <summary>What every aggregate needs beside its store.</summary>
/// <param name="clock">The time of events.</param>
/// <param name="ids">The ids of events.</param>
/// <param name="options">Bounds.</param>
/// <param name="metrics">Where edits are counted; null for nowhere.</param>
public sealed class KernelServices(TimeProvider clock, IIdSource ids, KernelOptions options, EditMetrics? metrics = null)
{
    private int _waiting;

    public IIdSource Ids { get; } = ids;

    public KernelOptions Options { get; } = options;

    /// <summary>UTC in whole microseconds, which is what PostgreSQL keeps.</summary>
    public DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    /// <summary>UTC in whole milliseconds.</summary>
    public DateTimeOffset Milliseconds() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Where the edits of a kind of aggregate are counted.</summary>
    internal EditCounts CountsOf(string aggregate) => metrics?.Of(aggregate) ?? new EditCounts();

    /// <summary>Takes a place among the silo's waiting commands; false when there is none. Every place taken is given back by <see cref="Leave"/>.</summary>
    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _waiting) <= Options.MaxWaitingCommandsPerSilo)
            return true;
        Leave();
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref _waiting);
}
