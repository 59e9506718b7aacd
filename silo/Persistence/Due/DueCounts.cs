namespace Crm.Actors.Persistence.Due;

/// <summary>What fired of one table. Thread-safe.</summary>
internal sealed class DueCounts
{
    private long _fired;
    private long _late;

    public long Fired => Interlocked.Read(ref _fired);

    public long Late => Interlocked.Read(ref _late);

    /// <param name="settled">What has happened.</param>
    /// <param name="now">When.</param>
    public void Add<TDue>(IReadOnlyCollection<DueRow<TDue>> settled, DateTimeOffset now)
    {
        Interlocked.Add(ref _fired, settled.Count);
        Interlocked.Add(ref _late, settled.Count(row => now - row.DueAt > DueMetrics.LateAfter));
    }
}
