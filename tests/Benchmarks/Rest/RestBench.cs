using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Rest.Client;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Rest;

/// <summary>PATCHes per second through REST: of one deal, and of 1,000. Silo, gateway and each peer are processes of their own.</summary>
internal sealed class RestBench : IBench
{
    public string Name => "rest";

    public string Summary => "PATCH over HTTP, one deal and 1,000, wrk with 128 connections: ours, a minimal-API CRUD endpoint, a bare /ping";

    public async Task RunAsync(BenchContext context)
    {
        await using var contenders = await RestContenders.StartAsync(context);
        var ping = new Wrk(contenders.Ping, "ping.lua");
        var hot = await MeasureAsync(context, "hot", ping, Edits(contenders.Product.Address, contenders.Hot), Edits(contenders.Crud, contenders.Hot));
        var spread = await MeasureAsync(context, "spread", ping, Edits(contenders.Product.Address, contenders.Spread), Edits(contenders.Crud, contenders.Spread));
        context.Report.Ratio("rest.edit.vs_ping", Math.Min(hot, spread));
    }

    private static Wrk Edits(Uri address, string deals) => new(address, "edits.lua", deals, Tokens.Access);

    /// <returns>Our PATCHes per answer of /ping.</returns>
    private static async Task<double> MeasureAsync(BenchContext context, string name, Wrk ping, Wrk ours, Wrk crud)
    {
        foreach (var contender in (Wrk[])[ping, ours, crud])
            await contender.WarmUpAsync();
        var runs = await Alternating.RunAsync(() => CheckedAsync(context, ours), () => CheckedAsync(context, crud), ping.RunAsync);
        context.Report.Ratio($"rest.{name}.vs_crud", runs[0].Median(static l => l.PerSecond) / runs[1].Median(static l => l.PerSecond));
        context.Report.Loads($"rest.{name}.ours", "edits/s", runs[0]);
        context.Report.Loads($"rest.{name}.crud", "edits/s", runs[1]);
        context.Report.Loads($"rest.{name}.ping", "answers/s", runs[2]);
        return runs[0].Median(static l => l.PerSecond) / runs[2].Median(static l => l.PerSecond);
    }

    private static async Task<Load> CheckedAsync(BenchContext context, Wrk contender)
    {
        await context.Postgres.ExecuteAsync("CHECKPOINT");
        return await contender.RunAsync();
    }
}
