using System.Diagnostics.Metrics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Gateway.Streams;

/// <summary>What the streams of a gateway are like.</summary>
internal sealed class StreamMetrics
{
    /// <summary>Clients with an open stream.</summary>
    public const string Clients = "crm.sse.clients";

    /// <summary>How often a client was told that there is a gap in what it sees.</summary>
    public const string Gaps = "crm.sse.gaps";

    /// <summary>How old the newest event was when it came to this gateway.</summary>
    public const string Lag = "crm.feed.lag";

    /// <summary>How far this gateway has read the log.</summary>
    public const string Position = "crm.feed.position";

    public StreamMetrics(IMeterFactory meters, StreamHub hub, FeedFigures feed)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge(Clients, () => hub.Count, "{client}", "Clients with an open stream");
        meter.CreateObservableCounter(Gaps, () => hub.Gaps, "{gap}", "How often a client was told that there is a gap in what it sees");
        meter.CreateObservableGauge(Lag, () => Observe(feed.Lag), "s", "How old the newest event was when it came to this gateway");
        meter.CreateObservableGauge(Position, () => Observe<long>(feed.Position is > 0 and var position ? position : null), "{event}", "The newest position of the log that this gateway knows");
    }

    private static IEnumerable<Measurement<T>> Observe<T>(T? value)
        where T : struct => value is { } known ? [new(known)] : [];
}
