using System.Globalization;
using Crm.Actors.Benchmarks.Access;
using Crm.Actors.Benchmarks.Bridge;
using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Growth;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Money;
using Crm.Actors.Benchmarks.Past;
using Crm.Actors.Benchmarks.Reads;
using Crm.Actors.Benchmarks.Reminders;
using Crm.Actors.Benchmarks.Rest;
using Crm.Actors.Benchmarks.Sse;
using Crm.Actors.Benchmarks.Telegram;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks;

/// <summary>Runs the benches that are named, or all.</summary>
internal static class Runner
{
    private static readonly IBench[] Benches = [new EditsBench(), new RestBench(), new ReadsBench(), new SseBench(), new GrowthBench(), new AuthBench(), new BridgeBench(), new RelayBench(), new PastBench(), new MoneyBench(), new TelegramBench(), new RemindersBench()];

    public static async Task<int> RunAsync(string[] names)
    {
        if (names.Except(Benches.Select(static bench => bench.Name)).ToList() is { Count: > 0 } unknown)
            return Usage(unknown);
        var chosen = Benches.Where(bench => names is [] || names.Contains(bench.Name)).ToList();
        var report = new Report(Console.Out);
        await using var postgres = await PostgresServer.StartNewAsync(BenchContext.PostgresOptions);
        var context = new BenchContext(postgres, report);
        report.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, fsync and synchronous_commit on"));
        FsyncProbe.Run(context);
        foreach (var bench in chosen)
        {
            report.Note($"{bench.Name}: {bench.Summary}");
            await bench.RunAsync(context);
        }

        return 0;
    }

    private static int Usage(List<string> unknown)
    {
        Console.Error.WriteLine($"bench: no such name: {string.Join(", ", unknown)}. There are:");
        foreach (var bench in Benches)
            Console.Error.WriteLine($"  {bench.Name,-9} {bench.Summary}");
        return 2;
    }
}
