using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Rest.Client;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Access;

/// <summary>What it costs to know who asks: a GET over the same without authorisation, and lists under row-level security over the same without.</summary>
internal sealed class AuthBench : IBench
{
    private const int DealCount = 1_000;

    /// <summary>Seconds for each.</summary>
    private const int WarmUp = 30;

    public string Name => "auth";

    public string Summary => "GET of 1,000 deals over HTTP against a gateway without authorisation; lists of a million deals under row-level security against none";

    public async Task RunAsync(BenchContext context)
    {
        await GetsAsync(context);
        await SeenLists.RunAsync(context);
    }

    private static async Task GetsAsync(BenchContext context)
    {
        await using var product = await Product.StartAsync(await context.NewDatabaseAsync());
        var (process, address) = await product.StartGatewayAsync("open gateway", Repository.Bench, "child", OpenGateway.Part);
        await using var open = process;
        var deals = await DealMaker.CreateAsync(product, DealCount, static _ => Tokens.UserId);
        var folder = Directory.CreateTempSubdirectory("crm-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "deals");
            await File.WriteAllLinesAsync(file, deals.Select(static id => id.ToString()));
            await CompareAsync(context, new Wrk(product.Address, "gets.lua", file, Tokens.Access), new Wrk(address, "gets.lua", file, Tokens.Access));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CompareAsync(BenchContext context, Wrk ours, Wrk open)
    {
        // Until both are compiled for good: whoever is further with that is ahead for reasons of its own.
        await ours.WarmUpAsync(WarmUp);
        await open.WarmUpAsync(WarmUp);
        var runs = await Alternating.RunAsync(ours.RunAsync, open.RunAsync);
        context.Report.Ratio("auth.overhead", runs[1].Median(static l => l.PerSecond) / runs[0].Median(static l => l.PerSecond));
        context.Report.Loads("auth.get.ours", "answers/s", runs[0]);
        context.Report.Loads("auth.get.open", "answers/s", runs[1]);
    }
}
