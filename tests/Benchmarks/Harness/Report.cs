using System.Globalization;

namespace Crm.Actors.Benchmarks.Harness;

/// <summary>Prints figures, each on a line of its own; everything else is prefixed with <c>#</c>.</summary>
internal sealed class Report(TextWriter output)
{
    public void Ratio(string name, double value) => Line($"RATIO {name} {Number(value)}");

    public void Figure(string name, double value, string unit) => Line($"FIGURE {name} {Number(value)} {unit}");

    public void Note(string text) => Line($"# {text}");

    /// <summary>The medians of a contender's runs, and the runs themselves.</summary>
    public void Loads(string name, string unit, IReadOnlyList<Load> runs)
    {
        Figure(name, runs.Median(static load => load.PerSecond), unit);
        Figure($"{name}.p50", runs.Median(static load => load.P50), "ms");
        Figure($"{name}.p99", runs.Median(static load => load.P99), "ms");
        Note($"{name} runs: {string.Join(", ", runs.Select(static load => Number(load.PerSecond)))}");
    }

    private void Line(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }

    /// <summary>Three digits are as many as a run on a shared machine is good for.</summary>
    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);
}
