using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Rest;
using Crm.Actors.Benchmarks.Rest.Client;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Reads;

/// <summary>GETs of deals per second through REST, over the answers of a bare /ping.</summary>
internal sealed class ReadsBench : IBench
{
    public string Name => "reads";

    public string Summary => "GET of 1,000 deals over HTTP, wrk with 128 connections: ours, a bare /ping without a token";

    public async Task RunAsync(BenchContext context)
    {
        await using var contenders = await RestContenders.StartAsync(context);
        var ping = new Wrk(contenders.Ping, "ping.lua");
        var ours = new Wrk(contenders.Product.Address, "gets.lua", contenders.Spread, Tokens.Access);
        await ping.WarmUpAsync();
        await ours.WarmUpAsync();
        var runs = await Alternating.RunAsync(ours.RunAsync, ping.RunAsync);
        context.Report.Ratio("rest.get.vs_ping", runs[0].Median(static l => l.PerSecond) / runs[1].Median(static l => l.PerSecond));
        context.Report.Loads("rest.get.ours", "answers/s", runs[0]);
        context.Report.Loads("rest.get.ping", "answers/s", runs[1]);
    }
}
