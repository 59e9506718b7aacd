using System.Globalization;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.EndToEndTests.Observability;

/// <summary>What a program shows at <c>/metrics</c> (Prometheus' text format, version 0.0.4).</summary>
/// <param name="text">The page.</param>
internal sealed class MetricsPage(string text)
{
    private readonly (string Series, double Value)[] _samples =
        [.. text.Split('\n').Where(static line => line.Length > 0 && line[0] != '#').Select(ReadSample)];

    public string Text { get; } = text;

    /// <summary>The names of all samples, with their suffixes.</summary>
    public IReadOnlySet<string> Names { get; } = MetricNames.OfExposition(text);

    /// <summary>The sum of a metric's samples that have all of these labels, such as <c>outcome="accepted"</c>.</summary>
    public double Sum(string name, params string[] labels) => _samples
        .Where(sample => sample.Series.Split('{')[0] == name && Array.TrueForAll(labels, label => sample.Series.Contains(label, StringComparison.Ordinal)))
        .Sum(static sample => sample.Value);

    private static (string Series, double Value) ReadSample(string line)
    {
        var end = line.LastIndexOf('}') + 1;
        if (end == 0)
            end = line.IndexOf(' ', StringComparison.Ordinal);
        return (line[..end], ReadNumber(line[end..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
    }

    private static double ReadNumber(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
