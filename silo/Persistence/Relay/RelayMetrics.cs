using System.Diagnostics.Metrics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Persistence.Relay;

/// <summary>What the relay tells of itself, in the meter <c>Crm.Actors</c>.</summary>
public sealed class RelayMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Meter = Telemetry.Name;

    /// <summary>Events that are committed and not yet published; the leader alone reports it.</summary>
    public const string Lag = "crm.relay.lag";

    /// <summary>Events that were published, repeats included.</summary>
    public const string Published = "crm.relay.published";

    /// <summary>1 in the silo that leads, 0 in the others.</summary>
    public const string Leader = "crm.relay.leader";

    /// <summary>The newest position of the log; the leader alone reports it.</summary>
    public const string FeedPosition = "crm.feed.position";

    private readonly Counter<long> _published;
    private volatile RelayLease? _lease;
    private long _position;

    public RelayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _published = meter.CreateCounter<long>(Published, "{event}", "Events that were published, repeats included");
        meter.CreateObservableGauge(Lag, ObserveLag, "{event}", "Events that are committed and not yet published");
        meter.CreateObservableGauge(Leader, () => _lease is null ? 0 : 1, description: "1 in the silo that leads the relay");
        meter.CreateObservableGauge(FeedPosition, ObserveHead, "{event}", "The newest position of the log");
    }

    /// <summary>Whether this silo leads, and so does what one silo is to do for all.</summary>
    public bool IsLeader => _lease is not null;

    internal void Lead(RelayLease lease) => _lease = lease;

    internal void StepDown() => _lease = null;

    internal void At(long position) => Volatile.Write(ref _position, position);

    internal void CountPublished(int events) => _published.Add(events);

    private IEnumerable<Measurement<long>> ObserveHead() => _lease is { Head: > 0 and var head } ? [new(head)] : [];

    private IEnumerable<Measurement<long>> ObserveLag() =>
        _lease is { } lease ? [new(Math.Max(0, lease.Head - Volatile.Read(ref _position)))] : [];
}
