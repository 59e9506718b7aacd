using System.Diagnostics;
using System.Globalization;

namespace Crm.Actors.Benchmarks.Harness;

/// <summary>How many cores each group of processes, and nobody, used in a stretch of time, as Linux counts it in <c>/proc</c>.</summary>
internal static class ProcessorUse
{
    // /proc counts in hundredths of a second.
    private const double TicksPerSecond = 100;
    private const string Machine = "/proc/stat";

    // Behind the name in brackets: user and system time. In the machine's line, behind its name: idle, waiting for a disk, and what the host took.
    private static readonly Range OwnTime = 11..13;
    private static readonly Range IdleTime = 4..6;
    private const int StolenTime = 8;

    /// <param name="named">Processes that are a group of their own.</param>
    /// <param name="run">What is measured.</param>
    public static async Task<(T Result, IReadOnlyDictionary<string, double> Cores)> DuringAsync<T>(IReadOnlyDictionary<int, string> named, Func<Task<T>> run)
    {
        var (before, started) = (Times(named), Stopwatch.GetTimestamp());
        var result = await run();
        var (after, seconds) = (Times(named), Stopwatch.GetElapsedTime(started).TotalSeconds);
        // A process that ended meanwhile is not counted.
        var cores = after.Where(e => before.ContainsKey(e.Key)).GroupBy(static e => e.Key.Group, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, group => group.Sum(e => e.Value - before[e.Key]) / TicksPerSecond / seconds, StringComparer.Ordinal);
        return (result, cores);
    }

    private static Dictionary<(string Group, int Process), long> Times(IReadOnlyDictionary<int, string> named)
    {
        var times = new Dictionary<(string, int), long>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) || StatOf(folder) is not { } stat)
                continue;
            var end = stat.LastIndexOf(')');
            var name = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end];
            times[(named.GetValueOrDefault(process) ?? GroupOf(name), process)] = Sum(stat[(end + 2)..].Split(' ')[OwnTime]);
        }

        var machine = File.ReadLines(Machine).First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        times[("idle", 0)] = Sum(machine[IdleTime]);
        times[("taken by the host", 0)] = Sum(machine[StolenTime..(StolenTime + 1)]);
        return times;
    }

    private static string GroupOf(string name) => name switch
    {
        "postgres" => "PostgreSQL",
        "beam.smp" => "broker",
        _ => "others",
    };

    private static string? StatOf(string folder)
    {
        try
        {
            return File.ReadAllText($"{folder}/stat");
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Sum(IEnumerable<string> ticks) => ticks.Sum(static number => long.Parse(number, CultureInfo.InvariantCulture));
}
