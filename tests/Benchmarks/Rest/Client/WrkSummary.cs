using System.Globalization;
using Crm.Actors.Benchmarks.Harness;

namespace Crm.Actors.Benchmarks.Rest.Client;

/// <summary>What wrk's script says at its end.</summary>
/// <param name="Answers">All of them.</param>
/// <param name="Refused">Those that were not 2xx or 3xx.</param>
/// <param name="Broken">Connections that were not made, broke, or waited 10 s for an answer.</param>
/// <param name="Load">Answers in a second, and how long they took.</param>
internal sealed record WrkSummary(long Answers, long Refused, long Broken, Load Load)
{
    /// <returns>Null when there is no summary.</returns>
    public static WrkSummary? Parse(string output)
    {
        if (output.Split('\n').FirstOrDefault(static line => line.StartsWith("SUMMARY ", StringComparison.Ordinal)) is not { } summary)
            return null;
        var numbers = summary.Split(' ').Skip(1).Select(static n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new WrkSummary(
            numbers[0], numbers[2], numbers[3], new Load(numbers[0] * 1e6 / numbers[1], numbers[4] / 1000.0, numbers[5] / 1000.0));
    }
}
