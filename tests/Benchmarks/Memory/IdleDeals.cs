using System.Diagnostics;
using System.Globalization;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.TestKit.Seed;

namespace Crm.Actors.Benchmarks.Memory;

/// <summary>What an activated deal costs that nobody asks for anything, in a silo of its own process.</summary>
internal static class IdleDeals
{
    public const int Count = 50_000;

    public static async Task RunAsync(BenchContext context)
    {
        await using var database = await context.NewDatabaseAsync();
        await MillionDeals.SeedAsync(database.AdminConnectionString, Count, events: false);
        var urls = SiloUrls.Of(database);
        using var silo = Process.Start(new ProcessStartInfo(
            Repository.Bench, ["child", IdleDealsSilo.Part, urls.Writer, urls.Reader, urls.Orleans, database.AdminConnectionString])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await silo.StandardOutput.ReadToEndAsync();
        await silo.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(static line => line.StartsWith("IDLE ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The silo of idle deals failed: {output}");
        var bytes = line.Split(' ').Skip(1).Select(static n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var (managed, resident, data) = (bytes[0] / 1024, bytes[1] / 1024, bytes[2] / 1024);
        context.Report.Figure("memory.idle_deal", Math.Max(managed, resident) - data, "KiB");
        context.Report.Figure("memory.idle_deal.managed", managed - data, "KiB");
        context.Report.Figure("memory.idle_deal.resident", resident - data, "KiB");
        context.Report.Figure("memory.idle_deal.data", data, "KiB");
    }
}
