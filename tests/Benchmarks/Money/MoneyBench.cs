using System.Diagnostics;
using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Persistence.Verifying;
using Npgsql;

namespace Crm.Actors.Benchmarks.Money;

/// <summary>Incomes of 256 callers on the payments of one deal, and how fast all of it is proved afterwards.</summary>
internal sealed class MoneyBench : IBench
{
    private const ulong Seed = 41;

    public string Name => "money";

    public string Summary => "incomes on one deal, in process: ours, CRUD with the total in the deal's row; events verified a second";

    public async Task RunAsync(BenchContext context)
    {
        var deals = EditSource.Deals(1, Seed);
        var database = await context.NewDatabaseAsync();
        await using var ours = await OurLedger.StartAsync(database);
        await using var crud = await CrudLedger.StartAsync(await context.NewDatabaseAsync());
        IEditor[] ledgers = [ours, crud];
        foreach (var ledger in ledgers)
            await ledger.CreateAsync(deals);
        var contenders = ledgers.Select(ledger => new Contender(context, ledger, new EditSource(deals, Seed))).ToArray();
        var runs = await Alternating.RunAsync([.. contenders.Select(static c => (Func<Task<Load>>)c.RunAsync)]);
        context.Report.Ratio("money.hot.vs_crud", runs[0].Median(static load => load.PerSecond) / runs[1].Median(static load => load.PerSecond));
        for (var i = 0; i < ledgers.Length; i++)
            context.Report.Loads($"money.hot.{ledgers[i].Name}", "incomes/s", runs[i]);

        var settling = Stopwatch.GetTimestamp();
        if (!await ours.SettleAsync())
            throw new InvalidOperationException("The totals are not what the entries come to.");
        context.Report.Note($"money: totals were complete {Stopwatch.GetElapsedTime(settling).TotalSeconds:0.0} s after the last run");

        var speeds = new List<double>();
        for (var i = 0; i < Alternating.Rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var verified = await new LogVerifier(new NpgsqlConnectionStringBuilder(database.ReaderConnectionString)).RunAsync(
                static difference => throw new InvalidOperationException($"{difference}"), CancellationToken.None);
            speeds.Add(verified.Events / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        context.Report.Figure("verify.events", speeds.Median(static speed => speed), "events/s");
    }
}
