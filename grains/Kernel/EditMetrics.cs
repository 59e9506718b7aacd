using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Grains.Kernel;

/// <summary>What all edits of a silo come to, by kind of aggregate. Read when it is asked for, so that an edit costs no more than an addition.</summary>
public sealed class EditMetrics
{
    /// <summary>Commands that aggregates answered, by outcome: accepted, refused or failed. Repeats under a known key are not counted again.</summary>
    public const string Edits = "crm.edits";

    /// <summary>Of those, the ones that were refused because somebody else had changed the same: 409 for a field, 412 for a version.</summary>
    public const string Conflicts = "crm.conflicts";

    /// <summary>Activations that gave up because another one wrote, or because they could not know what was written.</summary>
    public const string Fences = "crm.fences";

    private readonly ConcurrentDictionary<string, EditCounts> _kinds = new(StringComparer.Ordinal);

    public EditMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableCounter(Edits, ObserveEdits, "{edit}", "Commands that aggregates answered");
        meter.CreateObservableCounter(Conflicts, () => Observe(static counts => counts.Conflicts), "{edit}", "Commands that were refused because somebody else had changed the same");
        meter.CreateObservableCounter(Fences, () => Observe(static counts => counts.Fences), "{activation}", "Activations that turned out to be stale");
    }

    /// <summary>The counts of a kind of aggregate.</summary>
    internal EditCounts Of(string aggregate) => _kinds.GetOrAdd(aggregate, static _ => new EditCounts());

    private IEnumerable<Measurement<long>> Observe(Func<EditCounts, long> count) =>
        _kinds.Select(kind => new Measurement<long>(count(kind.Value), Aggregate(kind.Key)));

    private IEnumerable<Measurement<long>> ObserveEdits() => _kinds.SelectMany(static kind => new Measurement<long>[]
    {
        new(kind.Value.Accepted, Aggregate(kind.Key), Outcome("accepted")),
        new(kind.Value.Refused, Aggregate(kind.Key), Outcome("refused")),
        new(kind.Value.Failed, Aggregate(kind.Key), Outcome("failed")),
    });

    private static KeyValuePair<string, object?> Aggregate(string kind) => new("aggregate", kind);

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);
}
