namespace Crm.Actors.Benchmarks.Harness;

/// <summary>What a run reached.</summary>
/// <param name="PerSecond">Answers in a second.</param>
/// <param name="P50">Milliseconds from request to answer, median.</param>
/// <param name="P99">Milliseconds from request to answer, 99th percentile.</param>
internal sealed record Load(double PerSecond, double P50, double P99);
