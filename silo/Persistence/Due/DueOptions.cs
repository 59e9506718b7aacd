namespace Crm.Actors.Persistence.Due;

/// <summary>How what is due is looked for.</summary>
public sealed record DueOptions
{
    /// <summary>How often a table is looked at when nothing in it is due earlier, 50 ms to 1 min: what comes in late is seen within this.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The pause when others have the turns of what is due.</summary>
    public TimeSpan BusyPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The pause after what could not happen.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one thing may take before it counts as not done; what comes after it at the same subject waits for the next time.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Partitions that a silo has at once, 1 to 16.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Rows of a partition at once, 1 to 10,000.</summary>
    public int RowsAtOnce { get; init; } = 512;
}
