using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Persistence.Due;

/// <summary>What fired at its time in this silo, and what fired late, by table.</summary>
public sealed class DueMetrics
{
    /// <summary>Rows that have happened: reminders, tasks that deals asked for, deadlines of stages.</summary>
    public const string Fired = "crm.reminders.fired";

    /// <summary>Of those, the ones that happened more than <see cref="LateAfter"/> after their time.</summary>
    public const string Late = "crm.reminders.late";

    /// <summary>Silos that are there look every half second; what waits for longer waited for a silo, or for the database.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DueCounts> _tables = new(StringComparer.Ordinal);

    public DueMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableCounter(Fired, () => Observe(static counts => counts.Fired), "{row}", "Reminders and deadlines that fired");
        meter.CreateObservableCounter(Late, () => Observe(static counts => counts.Late), "{row}", "Reminders and deadlines that fired more than 10 s late");
    }

    /// <summary>The counts of a table.</summary>
    internal DueCounts Of(string table) => _tables.GetOrAdd(table, static _ => new DueCounts());

    private IEnumerable<Measurement<long>> Observe(Func<DueCounts, long> count) =>
        _tables.Select(table => new Measurement<long>(count(table.Value), new KeyValuePair<string, object?>("table", table.Key)));
}
