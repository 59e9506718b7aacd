using System.Globalization;
using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Load;
using Crm.Actors.Chaos.Readers;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>What is due within one second comes once and soon, also when a silo dies in the middle of it.</summary>
public sealed class RemindersKill(int seed) : Scenario
{
    private const int Tasks = 5_000;
    private const int RemindersOfATask = 2;
    private const int Reminders = Tasks * RemindersOfATask;
    private const int AtOnce = 32;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly LostSilo _fault = new(new Random(seed));
    private long _leftAtTheKill;

    public override string Name => "reminders-kill";

    public override string Description => $"{Reminders} reminders due within one second, and kill -9 of one of 3 silos while they come";

    public override int Edits => 500;

    /// <summary>Few edits beside them, and no other reminders.</summary>
    public override Task<RigOptions> PrepareAsync(RigOptions options) =>
        Task.FromResult(options with { Load = options.Load with { Writers = 4, EditsPerSecond = 20, Deals = 40, Tasks = false } });

    public override async Task BreakAsync(Rig rig)
    {
        var due = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() + Ahead).ToUnixTimeSeconds());
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Tasks), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => await MakeAsync(rig, $"reminded-{i}", i, due));
        var (set, left) = (await rig.System.RemindersAsync(), due - TimeProvider.System.GetUtcNow());
        if (set != Reminders || left <= TimeSpan.Zero)
            throw new InvalidOperationException($"{set} reminders were set and not {Reminders}, {left} before their time.");
        await Task.Delay(left);
        await Condition.WaitAsync(
            async () => (_leftAtTheKill = await rig.System.RemindersAsync()) < Reminders, Patience, () => $"the first reminders come\n{rig.System.Log}");
        await _fault.CauseAsync(rig);
        await rig.Load.UntilMoreAsync(Math.Max(Edits / 4, Edits - rig.Load.Acknowledged));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var late = history.Log.Where(static row => row.Event.Data is TaskReminded).Select(static row => row.Event.At - ((TaskReminded)row.Event.Data).At).ToList();
        var slowest = late.Count == 0 ? TimeSpan.MaxValue : late.Max();
        yield return new Measure($"{late.Count} came ({Reminders}); {_leftAtTheKill} were left at the kill (> 0)", late.Count == Reminders && _leftAtTheKill > 0);
        yield return new Measure(
            string.Create(CultureInfo.InvariantCulture, $"the last one {slowest.TotalSeconds:0.0} s after its time (<= 10, and {_fault.TakeOver.TotalSeconds:0.0} for the others to find out)"),
            slowest <= Target + _fault.TakeOver);
    }

    private static async Task MakeAsync(Rig rig, string key, int gateway, DateTimeOffset due)
    {
        var answer = await rig.Sender.SendAsync(TaskMix.Create(key, null, due, due + Apart), key, gateway, Patience);
        if (answer is not { IsAccepted: true })
            throw new InvalidOperationException($"{key} was not made: {answer}");
    }
}
