using System.Diagnostics.Metrics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>What the commits of a silo are like; measured once a batch.</summary>
public sealed class StoreMetrics
{
    /// <summary>Events that were committed together.</summary>
    public const string BatchSize = "crm.commit.batch.size";

    /// <summary>From when a batch was taken up to when it was answered, with all its tries.</summary>
    public const string Duration = "crm.commit.duration";

    private static readonly InstrumentAdvice<long> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048] };

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 1.5, 2, 5],
    };

    private readonly Histogram<long> _sizes;
    private readonly Histogram<double> _seconds;

    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        _sizes = meter.CreateHistogram(BatchSize, "{event}", "Events that were committed together", null, Sizes);
        _seconds = meter.CreateHistogram(Duration, "s", "How long it took to commit a batch", null, Seconds);
    }

    internal void Record(int events, TimeSpan duration)
    {
        _sizes.Record(events);
        _seconds.Record(duration.TotalSeconds);
    }
}
