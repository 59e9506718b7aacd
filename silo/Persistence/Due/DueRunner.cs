using System.Collections.Concurrent;

namespace Crm.Actors.Persistence.Due;

/// <summary>
/// Fires what is due in a table, several partitions side by side. Any number of silos may do so at once: a partition has one of them at a time, and what
/// happens to one subject happens in order.
/// </summary>
/// <param name="database">The connections.</param>
/// <param name="table">The table.</param>
/// <param name="options">How it is looked at.</param>
/// <param name="clock">The time.</param>
/// <param name="metrics">Where what fired is counted; null for nowhere.</param>
public sealed class DueRunner<TDue>(DueDatabase database, IDueTable<TDue> table, DueOptions options, TimeProvider clock, DueMetrics? metrics = null)
{
    private readonly DueSql _sql = DueSql.For(table.Table, table.Columns);
    private readonly DueCounts? _counts = metrics?.Of(table.Table);

    /// <summary>The table, with schema.</summary>
    public string Table => table.Table;

    /// <summary>Fires all that is due now and that nobody else fires.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async Task<DueLook> FireDueAsync(CancellationToken cancellation)
    {
        var (next, now) = (await NextAsync(cancellation), clock.GetUtcNow());
        if (next is null || next > now)
            return new(0, next is { } at && at - now < options.Period ? at - now : options.Period, null);
        var left = new ConcurrentDictionary<short, string>();
        var fired = await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => DrainAsync(left, cancellation)));
        var total = fired.Sum();
        var pause = !left.IsEmpty ? options.RetryPause : total == 0 ? options.BusyPause : TimeSpan.Zero;
        return new(total, pause, left.Values.FirstOrDefault());
    }

    /// <summary>Turn after turn, until none is to be had. A partition where something could not happen is left alone for this time.</summary>
    private async Task<int> DrainAsync(ConcurrentDictionary<short, string> left, CancellationToken cancellation)
    {
        var round = new DueRound<TDue>(database, table, _sql, options, clock, _counts);
        var fired = 0;
        while (await round.RunAsync([.. left.Keys], cancellation) is { } outcome)
        {
            fired += outcome.Fired;
            if (outcome.Left > 0)
                left[outcome.Partition] = outcome.Problem ?? "not now";
        }

        return fired;
    }

    private async Task<DateTimeOffset?> NextAsync(CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand(_sql.Next);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) && !row.IsDBNull(0) ? row.GetFieldValue<DateTimeOffset>(0) : null;
    }
}
