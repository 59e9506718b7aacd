using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Benchmarks.Reminders;

/// <summary>Many reminders of the same time: how long after it the last of them is in the log, with all silos and with one killed meanwhile.</summary>
internal static class ReminderBurst
{
    private const int Count = 10_000;
    private const int FiredBeforeTheKill = 2_000;

    /// <summary>What there is to make the tasks in.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(BenchContext context, CrmSystem system)
    {
        using var tasks = new TaskMaker(system);
        var runs = await Alternating.RunAsync(() => FireAsync(system, tasks, null), () => FireAsync(system, tasks, system.Silos[1]));
        context.Report.Figure("reminders.fired.10k", Median(runs[1]), "s");
        context.Report.Figure("reminders.fired.10k.unharmed", Median(runs[0]), "s");
        context.Report.Note($"reminders.fired.10k runs: {Shown(runs[1])}; unharmed: {Shown(runs[0])}");
    }

    /// <param name="system">Where.</param>
    /// <param name="tasks">Makes the tasks.</param>
    /// <param name="killed">Who dies when a fifth has fired; started again when all have.</param>
    private static async Task<double> FireAsync(CrmSystem system, TaskMaker tasks, SiloHandle? killed)
    {
        var due = TimeProvider.System.GetUtcNow() + Lead;
        await tasks.CreateAsync(Count, _ => due);
        await using var fired = await FiredReminders.FromNowAsync(system);
        var left = due - TimeProvider.System.GetUtcNow();
        if (left <= TimeSpan.Zero)
            throw new InvalidOperationException($"{Count} tasks were not made within {Lead}.");
        await Task.Delay(left);
        if (killed is null)
            return await fired.EachOnceAsync(Count);
        await fired.UntilAsync(FiredBeforeTheKill);
        await killed.KillAsync();
        if (await fired.CountAsync() >= Count)
            throw new InvalidOperationException("Nothing was left to be fired when the silo was killed.");
        var seconds = await fired.EachOnceAsync(Count);
        killed.Start();
        await Condition.WaitAsync(killed.IsActiveAsync, Patience, () => $"the silo that was killed\n{system.Log}");
        return seconds;
    }

    private static double Median(IEnumerable<double> runs) => runs.Median(static run => run);

    private static string Shown(IEnumerable<double> runs) => string.Join(", ", runs.Select(static run => $"{run:0.00}"));
}
