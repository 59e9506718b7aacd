using System.Diagnostics;
using HdrHistogram;

namespace Crm.Actors.Benchmarks.Harness;

/// <summary>A closed loop: each of N callers sends its next request when it has the answer to the last.</summary>
internal static class Callers
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    /// <param name="count">How many.</param>
    /// <param name="next">Sends the caller's next request and waits for its answer; throws when that is not the expected one.</param>
    public static async Task<Load> RunAsync(int count, Func<Task> next)
    {
        var latencies = new LongConcurrentHistogram(1, TimeSpan.FromSeconds(60).Ticks, 3);
        var from = Stopwatch.GetTimestamp() + (long)(WarmUp.TotalSeconds * Stopwatch.Frequency);
        var to = from + (long)(Measured.TotalSeconds * Stopwatch.Frequency);
        var done = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => LoopAsync(next, from, to, latencies))));
        return new Load(
            done.Sum() / Measured.TotalSeconds,
            latencies.GetValueAtPercentile(50) / (double)TimeSpan.TicksPerMillisecond,
            latencies.GetValueAtPercentile(99) / (double)TimeSpan.TicksPerMillisecond);
    }

    private static async Task<long> LoopAsync(Func<Task> next, long from, long to, LongConcurrentHistogram latencies)
    {
        long done = 0;
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            if (start >= to)
                return done;
            await next();
            var end = Stopwatch.GetTimestamp();
            if (end < from || end >= to)
                continue;
            done++;
            latencies.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(start, end).Ticks));
        }
    }
}
