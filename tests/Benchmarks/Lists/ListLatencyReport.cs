namespace Crm.Actors.Benchmarks.Lists;

/// <summary>One filter, order and page depth with its latencies in milliseconds.</summary>
/// <param name="Name">Filter, sort and place.</param>
/// <param name="Rows">Deals on the page.</param>
/// <param name="Samples">Number of measurements.</param>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Worst">Longest.</param>
public sealed record ListLatencyLine(string Name, int Rows, int Samples, double P50, double P99, double Worst);

/// <summary>What was measured.</summary>
/// <param name="Combinations">Number of filter x order x depth combinations.</param>
/// <param name="OverallP50">Over one sample of each combination, milliseconds.</param>
/// <param name="OverallP99">Over one sample of each combination, milliseconds.</param>
/// <param name="Slowest">The slowest combinations, each measured many times, the slowest p99 first.</param>
public sealed record ListLatencyReport(int Combinations, double OverallP50, double OverallP99, IReadOnlyList<ListLatencyLine> Slowest)
{
    /// <summary>The p99 of the slowest combination: what a caller meets who always asks for the worst page.</summary>
    public double WorstP99 => Slowest.Count == 0 ? 0 : Slowest[0].P99;
}
