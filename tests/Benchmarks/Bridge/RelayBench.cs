using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.TestKit.RabbitMq;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>How many events a second the relay takes to RabbitMQ, against bare publishing of the same messages.</summary>
internal sealed class RelayBench : IBench
{
    private const int Events = 400_000;

    public string Name => "relay";

    public string Summary => "RabbitMQ: the relay's events a second against bare publishing with confirms";

    public async Task RunAsync(BenchContext context)
    {
        await using var broker = await RabbitMqServer.StartNewAsync();
        await using var database = await context.NewDatabaseAsync();
        await FilledLog.FillAsync(database, Events);
        var events = await FilledLog.ReadAsync(database);
        var runs = await Alternating.RunAsync(
            () => RelayRun.RunAsync(context, broker, Events),
            () => BarePublish.RunAsync(broker, events, drained: true),
            () => BarePublish.RunAsync(broker, events, drained: false));
        var (relay, drained, bare) = (Median(runs[0]), Median(runs[1]), Median(runs[2]));
        context.Report.Ratio("relay.vs_rabbit_limit", relay / drained);
        context.Report.Ratio("relay.vs_rabbit_limit.unread", relay / bare);
        context.Report.Figure("relay.events", relay, "events/s");
        context.Report.Figure("relay.limit", drained, "events/s");
        context.Report.Figure("relay.limit.unread", bare, "events/s");
        context.Report.Note($"relay runs: {Shown(runs[0])}; limit runs: {Shown(runs[1])}; unread: {Shown(runs[2])}");
    }

    private static double Median(IEnumerable<double> runs) => runs.Median(static run => run);

    private static string Shown(IEnumerable<double> runs) => string.Join(", ", runs.Select(static run => $"{run:0.0}"));
}
