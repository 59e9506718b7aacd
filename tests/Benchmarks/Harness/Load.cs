namespace Crm.Actors.Benchmarks.Harness;

/// <summary>What a run reached.</summary>
/// <param name="PerSecond">Answers in a second.</param>
/// <param name="P50">Milliseconds from request to answer, median.</param>
/// <param name="P99">Milliseconds from request to answer, 99th percentile.</param>
internal sealed record Load(double PerSecond, double P50, double P99)
{
    /// <summary>Of all latencies of a run, in milliseconds.</summary>
    public static Load Of(IEnumerable<double> milliseconds, TimeSpan duration)
    {
        var sorted = milliseconds.Order().ToList();
        return new(sorted.Count / duration.TotalSeconds, sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100]);
    }
}
