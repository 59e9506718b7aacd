using System.Diagnostics;
using System.Globalization;
using Crm.Actors.Benchmarks.Harness;

namespace Crm.Actors.Benchmarks.Rest.Client;

/// <summary>Load by wrk: 128 connections, each with one request at a time.</summary>
internal sealed class Wrk(Uri address, string script, params string[] arguments)
{
    private const int Connections = 128;
    private static int s_runs;

    /// <summary>A run whose figures are dropped: code gets compiled, caches fill.</summary>
    public Task WarmUpAsync() => RunAsync(seconds: 4);

    /// <exception cref="InvalidOperationException">An answer was not 2xx, or a connection broke.</exception>
    public Task<Load> RunAsync() => RunAsync(seconds: 5);

    private async Task<Load> RunAsync(int seconds)
    {
        var start = new ProcessStartInfo("wrk")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-t", "2", "-c", Connections.ToString(), "-d", seconds.ToString(), "--timeout", "10",
                "-s", Path.Combine(AppContext.BaseDirectory, "Rest", "Client", script), address.ToString(), "--",
            },
        };
        foreach (var argument in (string[])[.. arguments, (++s_runs).ToString()])
            start.ArgumentList.Add(argument);
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return Parse(output);
    }

    private Load Parse(string output)
    {
        var summary = output.Split('\n').FirstOrDefault(static line => line.StartsWith("SUMMARY ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk of {address} failed: {output}");
        var numbers = summary.Split(' ').Skip(1).Select(static n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        if (numbers[2] + numbers[3] > 0 || numbers[0] == 0)
            throw new InvalidOperationException($"{address}: of {numbers[0]} answers {numbers[2]} were not 2xx, {numbers[3]} connections broke");
        return new Load(numbers[0] * 1e6 / numbers[1], numbers[4] / 1000.0, numbers[5] / 1000.0);
    }
}
