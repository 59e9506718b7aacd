using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;

namespace Crm.Actors.Benchmarks.Rest.Client;

/// <summary>Load by wrk: connections with one request at a time each, 128 unless said.</summary>
internal sealed class Wrk(Uri address, string script, params string[] arguments)
{
    private static int s_runs;

    public int Connections { get; init; } = 128;

    /// <summary>A run whose figures are dropped: code gets compiled, caches fill.</summary>
    public Task WarmUpAsync(int seconds = 4) => RunAsync(seconds);

    /// <exception cref="InvalidOperationException">An answer was not 2xx, or a connection broke.</exception>
    public Task<Load> RunAsync() => RunAsync(seconds: 5);

    /// <summary>A run in which answers may be refusals.</summary>
    public async Task<WrkSummary> OfferAsync(int seconds)
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
        return WrkSummary.Parse(output) ?? throw new InvalidOperationException($"wrk of {address} failed: {output}");
    }

    private async Task<Load> RunAsync(int seconds)
    {
        var run = await OfferAsync(seconds);
        if (run.Refused + run.Broken > 0 || run.Answers == 0)
            throw new InvalidOperationException($"{address}: of {run.Answers} answers {run.Refused} were not 2xx, {run.Broken} connections broke");
        return run.Load;
    }
}
