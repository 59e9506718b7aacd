using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Benchmarks.Reminders;

/// <summary>A million reminders that wait: what they cost while nothing is due, and how late others come beside them.</summary>
internal static class ReminderWait
{
    private const int Many = 1_000_000;
    private const int WarmUps = 500;
    private const int Few = 20;

    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1.1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(BenchContext context, CrmSystem system)
    {
        using var tasks = new TaskMaker(system);
        // The first ones pay for the code.
        await WorstAsync(system, tasks, WarmUps, TimeSpan.Zero);
        var none = await IdleAsync(system);
        await MillionReminders.SeedAsync(system.Database.AdminConnectionString, Many);
        var million = await IdleAsync(system);
        var late = await WorstAsync(system, tasks, Few, Apart);
        // Once more without them, so that a machine that got slower or quicker meanwhile counts for both.
        await system.Database.ExecuteAsync("TRUNCATE tasks.reminders");
        none.AddRange(await IdleAsync(system));

        var without = none.Median(static share => share);
        context.Report.Figure("reminders.idle.cost", million.Median(static share => share) - without, "%");
        context.Report.Figure("reminders.idle.none", without, "%");
        context.Report.Figure("reminders.next.late", late, "s");
        context.Report.Note($"reminders.idle windows, % of a core: {Shown(million)}; with none: {Shown(none)}");
    }

    /// <summary>How late the worst of some reminders was, in seconds.</summary>
    private static async Task<double> WorstAsync(CrmSystem system, TaskMaker tasks, int count, TimeSpan apart)
    {
        await using var fired = await FiredReminders.FromNowAsync(system);
        var first = TimeProvider.System.GetUtcNow() + Lead;
        await tasks.CreateAsync(count, number => first + (number * apart));
        return await fired.EachOnceAsync(count);
    }

    /// <summary>Processor time of silos and PostgreSQL while nothing is asked of them, in percent of one core.</summary>
    private static async Task<List<double>> IdleAsync(CrmSystem system)
    {
        await Task.Delay(Settling);
        var shares = new List<double>();
        for (var window = 0; window < Alternating.Rounds; window++)
        {
            var (used, started) = (ProcessorTime.Of(system), Stopwatch.GetTimestamp());
            await Task.Delay(Window);
            shares.Add(100 * (ProcessorTime.Of(system) - used) / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return shares;
    }

    private static string Shown(IEnumerable<double> shares) => string.Join(", ", shares.Select(static share => $"{share:0.00}"));
}
