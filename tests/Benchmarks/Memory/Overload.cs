using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Rest.Client;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Memory;

/// <summary>Ten times the usual callers, through REST: how much memory silo and gateway come to, and how many answers are refusals.</summary>
internal static class Overload
{
    private const int Seconds = 8;

    public static async Task RunAsync(BenchContext context)
    {
        await using var product = await Product.StartAsync(await context.NewDatabaseAsync());
        var deals = await DealMaker.CreateAsync(product, 1_000, static _ => Tokens.UserId);
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, deals.Select(static id => id.ToString()));
        foreach (var times in (int[])[1, 10])
        {
            var load = new Wrk(product.Address, "edits.lua", file, Tokens.Access) { Connections = times * EditsBench.CallerCount };
            var run = await load.OfferAsync(Seconds);
            context.Report.Figure($"memory.load{times}x.silo", product.Silo.PeakResidentBytes / 1048576.0, "MiB");
            context.Report.Figure($"memory.load{times}x.gateway", product.Gateway.PeakResidentBytes / 1048576.0, "MiB");
            context.Report.Figure($"memory.load{times}x.answers", run.Load.PerSecond, "answers/s");
            context.Report.Figure($"memory.load{times}x.refused", 100.0 * run.Refused / run.Answers, "%");
            context.Report.Note($"memory.load{times}x: {run.Answers} answers, {run.Refused} refused, {run.Broken} connections broke or waited 10 s");
        }

        File.Delete(file);
    }
}
